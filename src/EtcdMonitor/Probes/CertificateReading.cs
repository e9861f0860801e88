namespace EtcdMonitor.Probes;

/// <summary>A certificate that an endpoint showed.</summary>
/// <param name="Endpoint">The endpoint of the member.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Seen">The certificate; null: none was seen.</param>
/// <param name="Missing">Why none was seen; null: one was.</param>
internal sealed record CertificateReading(string Endpoint, CertificateUse Use, SeenCertificate? Seen, string? Missing);
