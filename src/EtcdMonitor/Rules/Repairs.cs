using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules;

/// <summary>What to do about each class of failure: testing the way to a port helps nobody whose password is wrong.</summary>
internal static class Repairs
{
    /// <summary>Steps for a member that does not answer, in order.</summary>
    public static ImmutableArray<Step> Of(MemberState member) => member.Failure?.Kind switch
    {
        EtcdFailure.Timeout => [Way(member), new("Where the port is open, it hangs: look at its load, its disk and the state of its process")],
        EtcdFailure.NameNotFound => [new("Correct the name in the configuration, or mend the name service of the monitor's host", $"getent hosts {Words.Host(member)}")],
        EtcdFailure.TlsUntrusted => [new("Give the CA that signed it, by --cacert or tls.ca_file"), Certificate(member)],
        EtcdFailure.TlsExpired => [new("Renew its certificate: etcd reads the new file at the next handshake, without a restart"), Certificate(member)],
        EtcdFailure.TlsWrongName => [new("Give a name that it carries as tls.server_name, or issue it for this host"), Certificate(member)],
        EtcdFailure.TlsClientCertificateRejected => [new("Give a certificate and its key, by --cert and --key; the CA of etcd's --trusted-ca-file must have signed it")],
        EtcdFailure.TlsExpected => [new("Write https:// before the endpoint and give the CA, by --cacert or tls.ca_file"), Certificate(member)],
        EtcdFailure.PlainExpected => [new("Write http:// before the endpoint, or set up TLS on the member")],
        EtcdFailure.NotEtcd => [new("Correct host and port: etcd serves clients on 2379 by default, and peers on 2380")],
        EtcdFailure.Unauthenticated => User,
        _ => [Way(member), new("Read its log and start it again")],
    };

    /// <summary>Steps where no user was given, or a wrong one.</summary>
    public static ImmutableArray<Step> User { get; } = [new("Give an etcd user and its password, by --username and --password-file"), new("See whether etcd knows the user", "etcdctl user get USER")];

    /// <summary>The same for whoever asks by hand.</summary>
    private static Step Way(MemberState member) => new("Test the way to it", Words.Reach(member));

    /// <summary>How to see the certificate that it shows.</summary>
    public static Step Certificate(MemberState member) =>
        new("Look at what it shows", $"openssl s_client -connect {Words.Address(member)} < /dev/null | openssl x509 -noout -subject -issuer -dates");
}
