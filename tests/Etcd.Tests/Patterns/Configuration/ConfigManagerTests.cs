using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Tests.Patterns;

public abstract class ConfigManagerTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task Values_are_written_and_read_by_type()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        config.Age.ShouldBeNull();
        await config.SetAsync("database/host", "localhost", Token);
        await config.SetAsync("database/port", 5432, Token);
        await config.SetAsync("database/big", 5_000_000_000, Token);
        await config.SetAsync("api/ratio", 0.25, Token);
        await config.SetAsync("api/timeout", TimeSpan.FromSeconds(90), Token);
        await config.SetAsync("api/enabled", true, Token);
        await config.SetAsync("api/peer", ConfigValue.Json(new Endpoint("db", 1), EndpointJson.Default.Endpoint), Token);

        (await config.GetStringAsync("database/host", Token)).ShouldBe("localhost");
        (await config.GetIntAsync("database/port", Token)).ShouldBe(5432);
        (await config.GetLongAsync("database/big", Token)).ShouldBe(5_000_000_000);
        (await config.GetDoubleAsync("api/ratio", Token)).ShouldBe(0.25);
        (await config.GetDurationAsync("api/timeout", Token)).ShouldBe(TimeSpan.FromSeconds(90));
        (await config.GetBoolAsync("api/enabled", Token)).ShouldBeTrue();
        (await config.GetJsonAsync("api/peer", EndpointJson.Default.Endpoint, Token)).ShouldBe(new Endpoint("db", 1));
        (await Connection.Kv.GetAsync(At("app/api/timeout"), Token)).ShouldNotBeNull().Value.ToString().ShouldBe("1m30s");
        config.Age.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task What_is_not_there_is_the_fallback_or_an_error_that_names_it()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        (await config.GetStringAsync("a", "x", Token)).ShouldBe("x");
        (await config.GetIntAsync("a", 1, Token)).ShouldBe(1);
        (await config.GetLongAsync("a", 2, Token)).ShouldBe(2);
        (await config.GetDoubleAsync("a", 0.5, Token)).ShouldBe(0.5);
        (await config.GetBoolAsync("a", true, Token)).ShouldBeTrue();
        (await config.GetDurationAsync("a", TimeSpan.FromSeconds(1), Token)).ShouldBe(TimeSpan.FromSeconds(1));
        (await config.GetJsonAsync("a", EndpointJson.Default.Endpoint, new Endpoint("b", 2), Token)).ShouldBe(new Endpoint("b", 2));
        (await config.GetAsync("a", Token)).ShouldBeNull();
        var missing = await Should.ThrowAsync<KeyNotFoundException>(async () => await config.GetIntAsync("database/port", Token));
        missing.Message.ShouldBe($"There is no value at 'database/port' (the key '{At("app/database/port")}'); set it, or give a fallback.");
    }

    [Fact]
    public async Task What_is_of_another_type_is_told_with_its_path_even_where_there_is_a_fallback()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        await config.SetAsync("database/port", "abc", Token);
        var wrong = await Should.ThrowAsync<ConfigFormatException>(async () => await config.GetIntAsync("database/port", 1, Token));
        wrong.Path.ShouldBe("database/port");
        wrong.Message.ShouldBe("The value of 'database/port', 'abc', is not a whole number between -2147483648 and 2147483647, such as 5432.");
        Should.Throw<ConfigFormatException>(() => config.Section("database").GetAllAsync(Token).AsTask().GetAwaiter().GetResult()["port"].ToInt()).Path.ShouldBe("port");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("/a", "starts with '/': it is relative to the configuration's prefix; write 'a'")]
    [InlineData("a/", "ends with '/'; write 'a'")]
    [InlineData("a//b", "has an empty segment")]
    public async Task A_wrong_path_is_told_at_once(string path, string why)
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        (await Should.ThrowAsync<ArgumentException>(async () => await config.SetAsync(path, 1, Token))).Message.ShouldContain(why);
        (await Should.ThrowAsync<ArgumentException>(async () => await config.SetAllAsync(new Dictionary<string, ConfigValue> { [path] = 1 }, Token))).Message.ShouldContain(why);
        (await Should.ThrowAsync<ArgumentException>(async () => await config.GetIntAsync(path, 1, Token))).Message.ShouldContain(why);
        (await Should.ThrowAsync<ArgumentException>(async () => await config.GetAllAsync(path, Token))).Message.ShouldContain(why);
        (await Should.ThrowAsync<ArgumentException>(async () => await config.RemoveAsync(path, Token))).Message.ShouldContain(why);
        Should.Throw<ArgumentException>(() => config.ObserveAsync(path, Token)).Message.ShouldContain(why);
        Should.Throw<ArgumentException>(() => config.Section(path)).Message.ShouldContain(why);
        Should.Throw<ArgumentException>(() => new ConfigManager(client, default));
    }

    [Fact]
    public async Task A_section_shows_its_own_paths_and_shares_the_rest()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        await Connection.Kv.PutAsync(At("application/database/x"), "not ours", Token);
        var last = await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["database/main/host"] = "db", ["database/port"] = 1, ["databases"] = 2 }, Token);

        var all = await config.GetAllAsync(Token);
        all.Keys.ShouldBe(["database/main/host", "database/port", "databases"]);
        all.Revision.ShouldBeGreaterThanOrEqualTo(last);
        (await config.GetAllAsync("database", Token)).Keys.ShouldBe(["main/host", "port"]);
        var main = config.Section("database").Section("main");
        (await main.GetStringAsync("host", Token)).ShouldBe("db");
        await main.SetAsync("user", "app", Token);
        (await config.GetStringAsync("database/main/user", Token)).ShouldBe("app");
        await main.DisposeAsync();
        (await config.GetIntAsync("database/port", Token)).ShouldBe(1);
        Should.Throw<KeyNotFoundException>(() => all["nothing"]).Message.ShouldContain("'nothing'");
        all.TryGetValue("databases", out var databases).ShouldBeTrue();
        databases.ToInt().ShouldBe(2);
    }

    [Fact]
    public async Task Changes_tell_the_value_before_and_after()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["api/timeout"] = 30, ["database/port"] = 1 }, Token);
        await using var api = new Follower<ConfigChange>(config.ObserveAsync("api", Token));
        await using var timeout = new Follower<ConfigChange>(config.ObserveAsync("api/timeout", Token));
        await using var section = new Follower<ConfigChange>(config.Section("api").ObserveAsync(Token));
        await using var views = new Follower<ConfigView>(config.Section("api").ObserveAllAsync(Token));
        foreach (var follower in new[] { api, timeout })
        {
            (await follower.NextAsync()).ShouldBe(new ConfigChange("api/timeout", default(ConfigValue?), 30, follower.Last!.Revision, IsInitial: true));
        }
        (await section.NextAsync()).Path.ShouldBe("timeout");
        (await views.NextAsync())["timeout"].ToInt().ShouldBe(30);

        var second = await config.SetAsync("api/timeout", 60, Token);
        await config.SetAsync("api/timeout", 60, Token); // no change
        await config.SetAsync("database/port", 2, Token); // not theirs
        await config.RemoveAsync("api/timeout", Token);

        foreach (var follower in new[] { api, timeout, section })
        {
            (await follower.NextAsync()).ShouldBe(new ConfigChange(follower.Last!.Path, 30, 60, second, IsInitial: false));
            var removed = await follower.NextAsync();
            (removed.Old, removed.New, removed.IsInitial).ShouldBe(((ConfigValue)60, default(ConfigValue?), false));
        }
        (await views.NextAsync())["timeout"].ToInt().ShouldBe(60);
        (await views.NextAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_end_ends_observers_and_everything_else()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        var config = new ConfigManager(client, At("app"));
        await config.SetAsync("a", 1, Token);
        await using var observed = new Follower<ConfigChange>(config.ObserveAsync(Token));
        await observed.NextAsync();
        await config.DisposeAsync();
        await config.DisposeAsync();
        (await observed.EndsAsync()).ShouldBeTrue();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await config.GetIntAsync("a", Token));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await config.SetAsync("a", 2, Token));
    }
}

public sealed class ConfigManagerTests34(Etcd34 fixture) : ConfigManagerTests(fixture);

public sealed class ConfigManagerTests35(Etcd35 fixture) : ConfigManagerTests(fixture);
