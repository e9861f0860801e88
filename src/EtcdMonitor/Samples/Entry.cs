namespace EtcdMonitor.Samples;

/// <summary>Puts a line where it belongs on a page.</summary>
/// <param name="page">The page.</param>
/// <param name="labels">What stands between the braces.</param>
/// <param name="value">The number; NaN: it is none.</param>
internal delegate void Entry<in TPage>(TPage page, ReadOnlySpan<byte> labels, double value);
