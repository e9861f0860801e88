namespace EtcdMonitor.Samples;

/// <summary>A metrics page is over one of its limits.</summary>
internal sealed class MetricsPageTooLargeException(string message) : IOException(message);
