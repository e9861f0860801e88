using System.Globalization;
using Etcd.Client;
using EtcdMonitor.Probes;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules;

/// <summary>Phrases that several rules share.</summary>
internal static class Words
{
    /// <summary><c>etcd-0, etcd-1 and etcd-2</c>.</summary>
    public static string Names(IEnumerable<MemberState> members) => Names(members.Select(m => m.Name).ToArray());

    /// <inheritdoc cref="Names(IEnumerable{MemberState})"/>
    public static string Names(string[] names) =>
        names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";

    /// <summary>What a member does instead of answering, as a predicate: <c>refuses connections</c>.</summary>
    public static string Does(ProbeFailure? failure) => failure?.Kind switch
    {
        EtcdFailure.Refused => "refuses connections",
        EtcdFailure.Timeout => "does not answer in time",
        EtcdFailure.Unreachable => "cannot be reached: no route to its host",
        EtcdFailure.NameNotFound => "has a host name that does not resolve",
        EtcdFailure.ConnectionLost => "broke the connection",
        EtcdFailure.TlsUntrusted => "has a certificate that the given CA did not sign",
        EtcdFailure.TlsExpired => "has a certificate that is not valid today",
        EtcdFailure.TlsWrongName => "has a certificate for another name",
        EtcdFailure.TlsClientCertificateRejected => "refuses our client certificate",
        EtcdFailure.TlsExpected => "speaks TLS, we speak plain",
        EtcdFailure.PlainExpected => "speaks plain, we speak TLS",
        EtcdFailure.NotEtcd => "does not speak etcd's protocol",
        EtcdFailure.Unauthenticated => "does not let us in: user or password are missing or wrong",
        EtcdFailure.PermissionDenied => "denies our user the question",
        EtcdFailure.NoLeader => "knows no leader",
        _ => "does not answer",
    };

    /// <summary>An observation of a member that did not answer.</summary>
    public static Evidence Silent(MemberState member) => new(
        $"{member.Name} {Does(member.Failure)}",
        member.AnsweredAt is { } at ? $"last answer at {Time(at)}" : "it has never answered us",
        member.Name,
        "status");

    /// <summary><c>02:51:08 UTC</c>.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Which page of its metrics an observation is from: <c>page of 02:51:08 UTC</c>.</summary>
    public static string Page(MemberState member) => member.Metrics.At is { } at ? $"page of {Time(at)}" : "no page of late";

    /// <summary>A command that tests whether a member's port can be reached.</summary>
    public static string Reach(MemberState member)
    {
        string address = Address(member);
        int colon = address.LastIndexOf(':');
        return $"nc -vz -w2 {address[..colon].Trim('[', ']')} {address[(colon + 1)..]}";
    }

    /// <summary>Its host and port.</summary>
    public static string Address(MemberState member)
    {
        string address = member.Endpoint[(member.Endpoint.IndexOf("://", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..].TrimEnd('/');
        return address.LastIndexOf(':') > address.LastIndexOf(']') ? address : $"{address}:2379";
    }

    /// <summary>Its host.</summary>
    public static string Host(MemberState member) => Address(member) is var address ? address[..address.LastIndexOf(':')].Trim('[', ']') : "";

    /// <summary>Its endpoint with a scheme.</summary>
    public static string Url(MemberState member) => member.Endpoint.Contains("://", StringComparison.Ordinal) ? member.Endpoint.TrimEnd('/') : $"http://{member.Endpoint}";

    /// <summary>Bytes in a MiB.</summary>
    public const double MiB = 1024 * 1024;

    /// <summary>Bytes in MiB: <c>2,048 MiB</c>.</summary>
    public static string Size(double bytes) => $"{Number(bytes / MiB)} MiB";

    /// <summary>A number with grouping and at most one decimal.</summary>
    public static string Number(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
}
