using System.Text.Json.Serialization;

namespace EtcdMonitor.Cli.Demo;

/// <summary>How both sides of the socket write: one object a line.</summary>
[JsonSerializable(typeof(DemoRequest))]
[JsonSerializable(typeof(DemoReply))]
internal sealed partial class DemoJson : JsonSerializerContext;
