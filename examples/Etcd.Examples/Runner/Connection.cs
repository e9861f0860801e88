using System.CommandLine;
using Etcd.Client;

namespace Etcd.Examples.Runner;

/// <summary>How to reach etcd: the options' names are etcdctl's.</summary>
internal static class Connection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Option<string> Endpoints = new("--endpoints")
    {
        Description = "the members of the cluster, with commas between; https://host:port for TLS",
        DefaultValueFactory = _ => "localhost:2379",
    };

    private static readonly Option<string?> User = new("--user") { Description = "name:password, where etcd asks for it" };
    private static readonly Option<string?> CaFile = new("--cacert") { Description = "the CA of etcd's certificate, PEM" };
    private static readonly Option<string?> CertificateFile = new("--cert") { Description = "our certificate, PEM" };
    private static readonly Option<string?> KeyFile = new("--key") { Description = "its private key, PEM" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Option> Options { get; } = [Endpoints, User, CaFile, CertificateFile, KeyFile];

    /// <summary>A client as they say.</summary>
    /// <exception cref="ArgumentException">They make no sense.</exception>
    public static EtcdClient Open(ParseResult parsed)
    {
        string[]? user = parsed.GetValue(User)?.Split(':', 2);
        if (user is { Length: 1 })
        {
            throw new ArgumentException("--user wants name:password.");
        }
        return new EtcdClient(new EtcdClientOptions
        {
            Endpoints = parsed.GetValue(Endpoints)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            RequestTimeout = Patience,
            User = user?[0],
            Password = user?[1],
            Tls = new EtcdTlsOptions { CaFile = parsed.GetValue(CaFile), CertificateFile = parsed.GetValue(CertificateFile), KeyFile = parsed.GetValue(KeyFile) },
        });
    }
}
