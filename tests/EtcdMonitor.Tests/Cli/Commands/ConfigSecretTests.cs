using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Commands;

/// <summary>No secret of any kind comes out of <c>config</c>, right or wrong, as text or as an object.</summary>
public sealed class ConfigSecretTests : IDisposable
{
    private const string Canary = "kanarie";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("etcd: {username: a, password: kanarie}")]
    [InlineData("etcd: {password: kanarie}")]
    [InlineData("etcd: {username: a, password: [kanarie]}")]
    [InlineData("etcd: {username: a, password: {kanarie: kanarie}}")]
    [InlineData("etcd:\n  username: a\n  password: *kanarie")]
    [InlineData("etcd:\n  username: a\n  password: &kanarie\n  password: x")]
    [InlineData("etcd:\n  username: a\n  password: @kanarie")]
    [InlineData("etcd:\n  username: a\n  password: !kanarie x")]
    [InlineData("etcd:\n  username: a\n  password: 'kanarie")]
    [InlineData("etcd:\n  username: a\n  password: x\n  password: kanarie")]
    [InlineData("etcd: {username: a, password: \"x-${PW}\"}")]
    [InlineData("etcd: {endpoints: [\"http://root:kanarie@a:2379\"]}")]
    [InlineData("api: {public_url: \"https://root:kanarie@a\"}")]
    [InlineData("clusters: [{name: a, username: a, password: kanarie}]")]
    [InlineData("alerts: {webhook: {url: kanarie}}")]
    [InlineData("alerts: {webhook: {url: \"https://hooks.example/kanarie\"}}")]
    [InlineData("alerts: {webhook: {url: \"ftp://root:kanarie@hooks.example\"}}")]
    [InlineData("alerts: {webhook: {url: \"https://a\", headers: {Authorization: kanarie}}}")]
    [InlineData("alerts: {webhook: {url: \"https://a\", headers: {Authorization: [kanarie]}}}")]
    [InlineData("alerts: {webhook: {url: \"https://a\", headers: kanarie}}")]
    [InlineData("alerts: {webhook: {url: \"https://a\", secret: kanarie}}")]
    [InlineData("alerts: {webhook: {url: \"https://a\", secret: [whsec_kanarie_, kanarie]}}")]
    [InlineData("alerts: {webhook: {url_file: SECRET_FILE, secret_file: SECRET_FILE}}")]
    [InlineData("storage: {sqlite: {path: \"postgresql://u:kanarie@h/db\"}}")]
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
