using Etcd.Testing;
using EtcdMonitor.Cli.Configuration;

namespace EtcdMonitor.Tests.Cli.Configuration;

public sealed class ExampleFileTests
{
    [Fact]
    public void The_example_is_what_the_table_of_settings_says() =>
        Golden.MatchFile(Path.Combine(Repository.Root, "config.example.yaml"), ExampleFile.Write());

    [Fact]
    public void The_example_loads_and_says_nothing_but_the_defaults()
    {
        LoadedConfiguration loaded = Loading.Load(Repository.Read("config.example.yaml"));
        loaded.Report.Problems.ShouldBeEmpty();
        AppOptions defaults = new();
        foreach (SettingOf<AppOptions> setting in ServiceSettings.All)
        {
            setting.Kind.Write(setting.Get(loaded.Options)).ShouldBe(setting.Kind.Write(setting.Get(defaults)), setting.Key);
        }
    }
}
