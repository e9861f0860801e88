using System.Reflection;

namespace EtcdMonitor.Tests.Architecture;

/// <summary>Holds the arrows of the flow: data points from the member towards people, never back.</summary>
public sealed class LayerTests
{
    /// <summary>What each folder of the monitor may know. The root composes them all.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Clusters"] = [""],
        ["Probes"] = ["", "Clusters", "Samples"],
        ["Samples"] = [""],
        ["State"] = ["Clusters", "Probes", "Samples"],
        ["Hashes"] = ["", "State", "Probes"],
        ["Rules"] = ["State", "Probes"],
        ["Bundles"] = ["", "Probes", "Samples", "State", "Rules"],
        ["Alerts"] = ["Rules", "State"],
        ["Channels"] = ["", "Alerts", "Rules", "Storage"],
        ["Events"] = ["", "State", "Rules", "Alerts", "Probes"],
        ["Storage"] = ["State", "Rules", "Alerts", "Events"],
    };

    [Fact]
    public void Every_folder_knows_only_what_comes_before_it_in_the_flow()
    {
        string[] wrong = [.. typeof(MonitorService).Assembly.GetTypes().SelectMany(Wrong).Distinct(StringComparer.Ordinal)];

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void A_wrong_arrow_would_be_seen() => Wrong(typeof(WrongArrow), "Rules").ShouldHaveSingleItem().ShouldContain("Rules → Channels");

    [Fact]
    public void Packages_reference_only_what_lies_below_them()
    {
        References(typeof(Etcd.Client.EtcdConnection).Assembly).ShouldNotContain(name => name.StartsWith("EtcdMonitor", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        References(typeof(MonitorService).Assembly).ShouldNotContain(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        References(typeof(MonitorService).Assembly).ShouldContain("Etcd.Client");
    }

    /// <summary>The only folders that may speak to etcd: probes ask, everybody else reads values.</summary>
    [Fact]
    public void Only_probes_open_connections_to_etcd()
    {
        string[] users = [.. typeof(MonitorService).Assembly.GetTypes().Where(t => Mentioned(t).Contains(typeof(Etcd.Client.EtcdConnection))).Select(Folder).Distinct(StringComparer.Ordinal)];

        users.ShouldBe(["Probes"]);
    }

    private static IEnumerable<string> Wrong(Type type) => Wrong(type, Folder(type));

    private static IEnumerable<string> Wrong(Type type, string folder) =>
        from other in Mentioned(type)
        where other.Assembly == typeof(MonitorService).Assembly && other.Namespace is not null
        let target = Folder(other)
        where folder.Length > 0 && target != folder && !Allowed[folder].Contains(target, StringComparer.Ordinal)
        select $"{folder} → {target}: {type.Name} knows {other.Name}";

    /// <summary>First folder below the root namespace: <c>Rules</c> for <c>EtcdMonitor.Rules.Book</c>; empty: the root itself.</summary>
    private static string Folder(Type type) => (type.Namespace ?? "").Split('.') is ["EtcdMonitor", var folder, ..] ? folder : "";

    /// <summary>Types in the signatures, fields and method bodies' locals of a type.</summary>
    private static HashSet<Type> Mentioned(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        IEnumerable<Type?> direct =
        [
            type.BaseType, .. type.GetInterfaces(),
            .. type.GetFields(All).Select(f => f.FieldType),
            .. type.GetProperties(All).Select(p => p.PropertyType),
            .. type.GetMethods(All).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)),
            .. type.GetConstructors(All).SelectMany(c => c.GetParameters()).Select(p => p.ParameterType),
            .. type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).SelectMany(m => m.GetMethodBody()?.LocalVariables ?? []).Select(v => v.LocalType),
        ];
        return [.. direct.OfType<Type>().SelectMany(Parts)];
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type.GetGenericTypeDefinition())
        : [type];

    private static string[] References(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(a => a.Name!)];

    private sealed class WrongArrow
    {
        public EtcdMonitor.Channels.ChannelOptions? Channel { get; set; }
    }
}
