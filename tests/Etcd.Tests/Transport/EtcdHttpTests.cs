using System.Net;
using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Transport;

public sealed class EtcdHttpTests
{
    [Theory]
    [InlineData(EtcdTlsMode.None)]
    [InlineData(EtcdTlsMode.Mutual)]
    public async Task A_page_comes_to_a_request_that_was_made_by_hand_too(EtcdTlsMode tls)
    {
        var token = TestContext.Current.CancellationToken;
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { ClientTls = tls }, token);
        using var http = EtcdHttp.CreateClient(cluster.Members[0].ConnectionOptions);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");

        using var response = await http.SendAsync(request, token);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(token)).ShouldContain("etcd_server_has_leader");
    }
}
