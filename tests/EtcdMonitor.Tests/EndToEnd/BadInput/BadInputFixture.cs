using System.Collections.Concurrent;
using System.Net.Sockets;
using Etcd.Client;
using Etcd.Testing;
using EtcdMonitor.Clusters;
using EtcdMonitor.Events;
using EtcdMonitor.Server;
using EtcdMonitor.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace EtcdMonitor.Tests.EndToEnd.BadInput;

/// <summary>One healthy cluster of three, watched as many clusters at once, each with something else that is bad beside the three. All are started together and looked at some rounds later.</summary>
public sealed class BadInputFixture : IAsyncLifetime
{
    /// <summary>The one with nothing bad in it.</summary>
    internal const string Control = "control";

    /// <summary>Enough for the first page after the first round, its deadline of two seconds, and the round that confirms it.</summary>
    private const int Rounds = 6;

    private readonly TemporaryFolder _folder = new();
    private readonly List<IAsyncDisposable> _started = [];
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    internal ConcurrentQueue<ClusterSnapshot> Seen { get; } = [];

    internal IReadOnlyList<BadInputCase> Cases { get; private set; } = [];

    internal LogLines Log { get; } = new();

    internal string Url { get; private set; } = "";

    internal MonitorService Monitor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Task<EtcdCluster> healthy = ClusterAsync(new() { Members = 3 });
        Task<EtcdCluster> tls = ClusterAsync(new() { ClientTls = EtcdTlsMode.Server });
        Task<EtcdCluster> expired = ClusterAsync(new() { ClientTls = EtcdTlsMode.Server });
        Task<EtcdCluster> mutual = ClusterAsync(new() { ClientTls = EtcdTlsMode.Mutual });
        Task<EtcdCluster> auth = ClusterAsync(new() { Auth = new() { Users = [new("nobody", "pw")] } });
        Task<EtcdCluster> hung = ClusterAsync(new());
        (await expired).Members[0].ShowCertificate(CertificateFlaw.Expired);
        (await hung).Members[0].Freeze();
        Cases = Table((await healthy).Endpoints, await tls, await expired, await mutual, await auth, await hung);
        Monitor = Started(new MonitorService(
            new()
            {
                Clusters = [.. Cases.Select(c => Configured(c, healthy.Result.Endpoints))],
                Probes = new() { MetricsInterval = TimeSpan.FromSeconds(2) },
                Thresholds = Patient.Thresholds,
                Storage = new() { Path = _folder.File("monitor.db") },
                Channels = new() { Console = new() { Enabled = false } },
            },
            Log));
        _ = FollowAsync();
        WebApplication app = Started(MonitorApp.Build(Monitor, new ApiOptions { Host = "127.0.0.1", Port = 0 }));
        await app.StartAsync(_cancel);
        Url = app.Urls.First();
        await Monitor.StartAsync(_cancel);
        await Eventually.TrueAsync(() => Monitor.Snapshots.All(s => s.State.Round >= Rounds), "some rounds of each", TimeSpan.FromSeconds(30), () => string.Join(", ", Monitor.Snapshots.Select(s => $"{s.State.Name} {s.State.Round}")), _cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        foreach (IAsyncDisposable each in Enumerable.Reverse(_started))
        {
            await each.DisposeAsync();
        }

        _over.Dispose();
        _folder.Dispose();
    }

    private static ClusterOptions Configured(BadInputCase each, IReadOnlyList<string> good)
    {
        ClusterOptions options = new() { Name = each.Name, Endpoints = [.. good.Select(e => $"http://{e}"), .. each.Name == Control ? Array.Empty<string>() : [each.Bad]] };
        return each.Change?.Invoke(options) ?? options;
    }

    private IReadOnlyList<BadInputCase> Table(IReadOnlyList<string> good, EtcdCluster tls, EtcdCluster expired, EtcdCluster mutual, EtcdCluster auth, EtcdCluster hung)
    {
        using TestAuthority stranger = new("a stranger");
        string strangersCa = stranger.WritePem(_folder.Path);
        return
        [
            new(Control, good[0], EtcdFailure.None, "All 3 members serve", ""),
            new("refused", "127.0.0.1:1", EtcdFailure.Refused, "refuses connections", "nc -vz -w2 127.0.0.1 1"),
            new("dns", "nowhere.invalid:2379", EtcdFailure.NameNotFound, "has a host name that does not resolve", "getent hosts nowhere.invalid"),
            new("web_page", Started(OddServer.Web()).Endpoint, EtcdFailure.NotEtcd, "does not speak etcd's protocol", "etcd serves clients on 2379"),
            new("ssh", Started(OddServer.Banner("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")).Endpoint, EtcdFailure.NotEtcd, "does not speak etcd's protocol", "etcd serves clients on 2379"),
            new("silent", Started(OddServer.Silent()).Endpoint, EtcdFailure.Timeout, "does not answer in time", "look at its load, its disk"),
            new("frozen", hung.Endpoints[0], EtcdFailure.Timeout, "does not answer in time", "look at its load, its disk"),
            new("plain_to_tls", $"http://{tls.Endpoints[0]}", EtcdFailure.TlsExpected, "speaks TLS, we speak plain", "Write https:// before the endpoint"),
            new("tls_to_plain", $"https://{auth.Endpoints[0]}", EtcdFailure.PlainExpected, "speaks plain, we speak TLS", "Write http:// before the endpoint"),
            new("wrong_ca", $"https://{tls.Endpoints[0]}", EtcdFailure.TlsUntrusted, "has a certificate that the given CA did not sign", "Give the CA that signed it", WithCa(strangersCa)),
            new("expired", $"https://{expired.Endpoints[0]}", EtcdFailure.TlsExpired, "Server certificate of https://", "at the next handshake, without a restart", WithCa(CaOf(expired))),
            new("no_client_certificate", $"https://{mutual.Endpoints[0]}", EtcdFailure.TlsClientCertificateRejected, "refuses our client certificate", "by --cert and --key", WithCa(CaOf(mutual))),
            new("wrong_password", auth.Endpoints[0], EtcdFailure.Unauthenticated, "does not let us in", "--username and --password-file", As("root", "wrong")),
            new("no_user", auth.Endpoints[0], EtcdFailure.Unauthenticated, "refuses us the status", "--username and --password-file", As(null, null)),
            new("no_permission", auth.Endpoints[0], EtcdFailure.PermissionDenied, "refuses us the status", "grant-role USER root", As("nobody", "pw")),
            Page("endless_page", OddPage.EndlessAsync, EtcdFailure.TooLarge, "it is larger than 8 MiB"),
            Page("gzip_bomb", OddPage.GzipBombAsync, EtcdFailure.NotEtcd, "it is compressed although that was not asked for"),
            Page("dripping_page", OddPage.DrippingAsync, EtcdFailure.Timeout, "it did not arrive within 2 s"),
            Page("html_page", OddPage.HtmlAsync, EtcdFailure.NotEtcd, "it is not in the Prometheus text format"),
            Page("foreign_page", OddPage.ForeignAsync, EtcdFailure.NotEtcd, "it has none of etcd's figures"),
            Page("no_page", OddPage.NotFoundAsync, EtcdFailure.NotEtcd, "the answer is HTTP 404"),
        ];

        BadInputCase Page(string name, Func<NetworkStream, CancellationToken, Task> page, EtcdFailure failure, string words)
        {
            string front = Started(OddServer.BeforeMember(good[0], page)).Endpoint;
            return new(name, front, failure, words, $"curl -sv -m 2 http://{front}/metrics", o => o with { Endpoints = [front, good[1], good[2]] }) { IsPage = true };
        }

        Func<ClusterOptions, ClusterOptions> As(string? user, string? password) =>
            options => options with { Username = user, Password = password is null ? null : new(password), Endpoints = [auth.Endpoints[0]] };
    }

    private static Func<ClusterOptions, ClusterOptions> WithCa(string file) => options => options with { Tls = new() { CaFile = file } };

    private static string CaOf(EtcdCluster cluster) => cluster.Members[0].ConnectionOptions.Tls.CaFile!;

    private async Task FollowAsync()
    {
        try
        {
            await foreach (LiveUpdate update in Monitor.Feed.SubscribeAsync(_over.Token))
            {
                if (update.Snapshot is { } snapshot)
                {
                    Seen.Enqueue(snapshot);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // enough was seen
        }
    }

    private async Task<EtcdCluster> ClusterAsync(EtcdClusterOptions options) => Started(await EtcdCluster.StartAsync(options, _cancel));

    private T Started<T>(T each)
        where T : IAsyncDisposable
    {
        lock (_started)
        {
            _started.Add(each);
        }

        return each;
    }
}
