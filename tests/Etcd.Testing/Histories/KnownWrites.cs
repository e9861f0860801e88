namespace Etcd.Testing;

/// <summary>
/// Writes whose answer was lost, but whose value was seen by somebody, did happen: at the mod revision seen, and before the first who saw it
/// returned. That takes most of the guesses out of a history with lost answers.
/// </summary>
internal static class KnownWrites
{
    public static IReadOnlyList<KvOperation> Of(IReadOnlyList<KvOperation> operations)
    {
        var writers = operations.Where(operation => operation.Value is not null && operation.Outcome != KvOutcome.NotApplied)
            .GroupBy(operation => operation.Value!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var sightings = operations.Where(operation => operation.Outcome == KvOutcome.Done)
            .Select(operation => (Value: operation.Seen?.Value ?? (operation.Applied ? operation.IfValue : null), Operation: operation))
            .Where(sighting => sighting.Value is not null)
            .ToLookup(sighting => sighting.Value!, sighting => sighting.Operation, StringComparer.Ordinal);
        return [.. operations.Select(operation => operation is { Outcome: KvOutcome.Unknown, Value: { } value } && writers[value] == 1 && sightings.Contains(value) ? Known(operation, sightings[value]) : operation)];
    }

    /// <summary>Every value that an operation saw, or compared with: all others make no difference to anybody.</summary>
    public static HashSet<string> ValuesThatMatter(IEnumerable<KvOperation> operations)
        => [.. operations.SelectMany(operation => new[] { operation.Seen?.Value, operation.IfValue }).OfType<string>()];

    private static KvOperation Known(KvOperation write, IEnumerable<KvOperation> sightings) => write with
    {
        Outcome = KvOutcome.Done,
        Applied = true,
        Returned = sightings.Min(sighting => sighting.Returned),
        Revision = sightings.Max(sighting => sighting.Seen?.ModRevision ?? 0),
    };
}
