using System.Text;
using Etcd.Patterns;

namespace Etcd.Tests.Patterns.Discovery;

public sealed class ServiceInstanceTests
{
    [Theory]
    [InlineData("10.0.0.7", "10.0.0.7:8080", "https://10.0.0.7:8080/")]
    [InlineData("api.internal", "api.internal:8080", "https://api.internal:8080/")]
    [InlineData("fd00::7", "[fd00::7]:8080", "https://[fd00::7]:8080/")]
    public void It_is_an_address_to_dial(string address, string authority, string uri)
    {
        var instance = Services.Instance("api-1") with { Address = address };
        instance.Validated().Authority.ShouldBe(authority);
        instance.ToUri("https").ToString().ShouldBe(uri);
    }

    [Fact]
    public void It_is_equal_by_all_its_parts()
    {
        var one = Services.Instance("api-1") with { Metadata = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } };
        var other = Services.Instance("api-1") with { Metadata = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } };
        other.ShouldBe(one);
        other.GetHashCode().ShouldBe(one.GetHashCode());
        (other with { Metadata = new Dictionary<string, string> { ["a"] = "1", ["b"] = "3" } }).ShouldNotBe(one);
        (other with { Weight = 1 }).ShouldNotBe(one);
    }

    [Fact]
    public void All_that_is_wrong_is_named_at_once()
        => Should.Throw<ArgumentException>(() => new ServiceInstance { Name = "a/b", Id = " ", Address = "http://10.0.0.7", Port = 0, Weight = -1 }.Validated())
            .Message.ShouldBe(
                "The instance cannot be registered: Name 'a/b' has a slash, which parts the keys; use another character. Id is empty. "
                + "Address 'http://10.0.0.7' is neither a host name nor an IP address; scheme and path do not belong there, the port is Port. "
                + "Port 0 is not between 1 and 65535. Weight -1 is less than 0; 0 drains the instance.");

    [Theory]
    [InlineData("", "Address is empty.")]
    [InlineData("[fd00::7]", "write an IPv6 address without them")]
    [InlineData("10.0.0.7:80", "the port is Port")]
    [InlineData("two words", "neither a host name nor an IP address")]
    public void A_wrong_address_is_named(string address, string error)
        => Should.Throw<ArgumentException>(() => (Services.Instance("api-1") with { Address = address }).Validated()).Message.ShouldContain(error);

    [Fact]
    public void It_is_snake_case_JSON_in_etcd_and_comes_back_as_it_was()
    {
        var instance = Services.Instance("api-1", health: ServiceHealth.Healthy) with { Metadata = new Dictionary<string, string> { ["region"] = "eu" } };
        var value = ServiceValue.Write(instance, "node-1/7 1.1");
        value.ToString().ShouldBe(
            """{"name":"api","id":"api-1","address":"10.0.0.7","port":8080,"weight":100,"health":"healthy","metadata":{"region":"eu"},"registered_by":"node-1/7 1.1"}""");
        ServiceValue.Read("api/api-1", value, out _).ShouldBe(instance);
        ServiceValue.WriterOf(value).ShouldBe("node-1/7 1.1");
    }

    [Fact]
    public void What_others_write_needs_only_name_id_address_and_port_and_may_have_more()
        => ServiceValue.Read("api/api-1", """{"name":"api","id":"api-1","address":"10.0.0.7","port":8080,"zone":[1]}""", out _).ShouldBe(Services.Instance("api-1"));

    [Theory]
    [InlineData("10.0.0.7:80", "it is not the JSON of an instance, at $")]
    [InlineData("", "it is not the JSON of an instance, at $")]
    [InlineData("null", "it is null")]
    [InlineData("""{"name":"api","id":"api-1","port":80}""", "it is not the JSON of an instance, at $")]
    [InlineData("""{"name":"api","id":"api-1","address":"10.0.0.7","port":"80"}""", "it is not the JSON of an instance, at $.port")]
    [InlineData("""{"name":"api","id":"api-1","address":"10.0.0.7","port":80,"metadata":null}""", "it is not the JSON of an instance, at $.metadata")]
    [InlineData("""{"name":"api","id":"api-1","address":"10.0.0.7","port":80,"metadata":{"a":null}}""", "a field is out of range")]
    [InlineData("""{"name":"api","id":"api-1","address":"10.0.0.7","port":80,"health":"great"}""", "it is not the JSON of an instance, at $.health")]
    [InlineData("""{"name":"api","id":"api-1","address":"10.0.0.7","port":80000}""", "a field is out of range")]
    [InlineData("""{"name":"api","id":"api-2","address":"10.0.0.7","port":80}""", "name and id are not those of its key")]
    public void What_is_no_instance_is_told_why(string value, string reason)
    {
        ServiceValue.Read("api/api-1", value, out var why).ShouldBeNull();
        why.ShouldBe(reason);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_no_instance()
        => ServiceValue.Read("api/api-1", new byte[] { 0xff, 0, 1 }, out _).ShouldBeNull();

    [Fact]
    public void A_seeded_pile_of_broken_values_never_throws()
    {
        var random = new Random(7);
        var good = Encoding.UTF8.GetBytes(ServiceValue.Write(Services.Instance("api-1"), "x").ToString());
        for (var i = 0; i < 5000; i++)
        {
            var bytes = good[..random.Next(good.Length + 1)];
            for (var flips = random.Next(3); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            if (ServiceValue.Read("api/api-1", bytes, out var reason) is null)
            {
                reason.ShouldNotBeEmpty();
            }
            _ = ServiceValue.WriterOf(bytes);
        }
    }
}
