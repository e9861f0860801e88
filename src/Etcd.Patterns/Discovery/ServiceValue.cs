using System.Text.Json;
using System.Text.Json.Serialization;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>An instance as it stands in etcd. Fields that it does not know are passed over: a newer version may write them.</summary>
internal sealed class ServiceValue
{
    public required string Name { get; set; }

    public required string Id { get; set; }

    public required string Address { get; set; }

    public required int Port { get; set; }

    public int Weight { get; set; } = 100;

    public ServiceHealth Health { get; set; }

    public Dictionary<string, string> Metadata { get; set; } = [];

    /// <summary>The registration that wrote it, unlike any other: whose it is after a second process has taken the same id.</summary>
    public string? RegisteredBy { get; set; }

    public static Value Write(ServiceInstance instance, string registeredBy)
        => Value.Json(
            new ServiceValue
            {
                Name = instance.Name,
                Id = instance.Id,
                Address = instance.Address,
                Port = instance.Port,
                Weight = instance.Weight,
                Health = instance.Health,
                Metadata = new Dictionary<string, string>(instance.Metadata, StringComparer.Ordinal),
                RegisteredBy = registeredBy,
            },
            ServiceJson.Default.ServiceValue);

    /// <summary>Who wrote it; null when that is not one of us.</summary>
    public static string? WriterOf(Value value)
    {
        try
        {
            return value.ReadJson(ServiceJson.Default.ServiceValue)?.RegisteredBy;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The instance at a key; null, and why, when there stands something else. The reason shows nothing of the value.</summary>
    /// <param name="name">The key without the registry's prefix: service, slash, instance.</param>
    /// <param name="value">What stands there.</param>
    /// <param name="reason">Why it is none.</param>
    public static ServiceInstance? Read(Key name, Value value, out string reason)
    {
        reason = "";
        try
        {
            if (value.ReadJson(ServiceJson.Default.ServiceValue)?.ToInstance() is not { } instance)
            {
                reason = "it is null";
            }
            else if (instance.Errors().Any())
            {
                reason = "a field is out of range";
            }
            else if (name != $"{instance.Name}/{instance.Id}")
            {
                reason = "name and id are not those of its key";
            }
            else
            {
                return instance;
            }
        }
        catch (JsonException e)
        {
            reason = $"it is not the JSON of an instance, at {e.Path ?? "its start"}";
        }
        return null;
    }

    private ServiceInstance ToInstance()
        => new() { Name = Name, Id = Id, Address = Address, Port = Port, Weight = Weight, Health = Health, Metadata = Metadata };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, Converters = [typeof(ServiceHealthConverter)])]
[JsonSerializable(typeof(ServiceValue))]
internal sealed partial class ServiceJson : JsonSerializerContext;

internal sealed class ServiceHealthConverter() : JsonStringEnumConverter<ServiceHealth>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
