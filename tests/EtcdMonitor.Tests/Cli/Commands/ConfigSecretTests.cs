using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Commands;

/// <summary>No secret of any kind comes out of <c>config</c>, right or wrong, as text or as an object.</summary>
public sealed class ConfigSecretTests : IDisposable
{
    private const string Canary = "canary";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("etcd: {username: a, password: canary}")]
    [InlineData("etcd: {password: canary}")]
    [InlineData("etcd: {username: a, password: [canary]}")]
    [InlineData("etcd: {username: a, password: {canary: canary}}")]
    [InlineData("etcd:\n  username: a\n  password: *canary")]
    [InlineData("etcd:\n  username: a\n  password: &canary\n  password: x")]
    [InlineData("etcd:\n  username: a\n  password: @canary")]
    [InlineData("etcd:\n  username: a\n  password: !canary x")]
    [InlineData("etcd:\n  username: a\n  password: 'canary")]
    [InlineData("etcd:\n  username: a\n  password: x\n  password: canary")]
    [InlineData("etcd: {username: a, password: \"x-${PW}\"}")]
    [InlineData("etcd: {endpoints: [\"http://root:canary@a:2379\"]}")]
    [InlineData("api: {public_url: \"https://root:canary@a\"}")]
    [InlineData("clusters: [{name: a, username: a, password: canary}]")]
    [InlineData("alerts: {webhook: {url: canary}}")]
    [InlineData("alerts: {webhook: {url: \"https://hooks.example/canary\"}}")]
    [InlineData("alerts: {webhook: {url: \"ftp://root:canary@hooks.example\"}}")]
    [InlineData("alerts: {webhook: {url: \"https://a\", headers: {Authorization: canary}}}")]
    [InlineData("alerts: {webhook: {url: \"https://a\", headers: {Authorization: [canary]}}}")]
    [InlineData("alerts: {webhook: {url: \"https://a\", headers: canary}}")]
    [InlineData("alerts: {webhook: {url: \"https://a\", secret: canary}}")]
    [InlineData("alerts: {webhook: {url: \"https://a\", secret: [whsec_canary_, canary]}}")]
    [InlineData("alerts: {webhook: {url_file: SECRET_FILE, secret_file: SECRET_FILE}}")]
    [InlineData("storage: {sqlite: {path: \"postgresql://u:canary@h/db\"}}")]
    public async Task A_secret_stays_inside(string yaml)
    {
        string file = _folder.Write("config.yaml", yaml.Replace("SECRET_FILE", _folder.Write("secret", Canary), StringComparison.Ordinal));
        (string, string)[][] environments =
        [
            [("PW", Canary)],
            [("PW", Canary), ("ETCD_MONITOR__ETCD__PASSWORD", Canary), ("ETCD_MONITOR__ALERTS__WEBHOOK__URL", Canary), ("ETCD_MONITOR__ALERTS__WEBHOOK__SECRET", Canary)],
        ];
        foreach ((string, string)[] environment in environments)
        {
            foreach (string arguments in new[] { "check", "check -o json", "print --effective --origin", "print --effective --origin -o json" })
            {
                Ran ran = await Ran.Async($"config {arguments} --config={file}", environment);
                (ran.Out + ran.Error).ShouldNotContain(Canary);
            }
        }
    }
}
