using Etcd.Testing;

namespace Etcd.Tests.Testing;

public sealed class SerializabilityTests
{
    [Fact]
    public void A_right_bank_is_never_accused()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            Violations(seed, BankBug.None).ShouldBeEmpty($"seed {seed}");
        }
    }

    [Theory]
    [InlineData(BankBug.WriteSkew)]
    [InlineData(BankBug.LostUpdate)]
    [InlineData(BankBug.TornSnapshot)]
    [InlineData(BankBug.LostTransfer)]
    [InlineData(BankBug.FalseRefusal)]
    public void A_bank_with_a_bug_is_found_out(BankBug bug)
        => Enumerable.Range(0, 40).Count(seed => Violations(seed, bug).Count > 0).ShouldBeGreaterThanOrEqualTo(38);

    [Fact]
    public void Write_skew_is_named_with_both_transactions()
    {
        RecordedTransaction Doctor(string name, long revision, string reads, string writes) => new()
        {
            Name = name,
            Invoked = 3,
            Returned = 4,
            Revision = revision,
            Reads = new Dictionary<string, string?>(StringComparer.Ordinal) { [reads] = "on" },
            Writes = new Dictionary<string, string>(StringComparer.Ordinal) { [writes] = $"off by {name}" },
        };
        var setup = new RecordedTransaction { Name = "setup", Invoked = 1, Returned = 2, Revision = 2, Writes = new Dictionary<string, string>(StringComparer.Ordinal) { ["alice"] = "on", ["bob"] = "on" } };

        Serializability.Violations([setup, Doctor("first", 3, "bob", "alice"), Doctor("second", 4, "alice", "bob")]).ShouldBe(
        [
            """
            alice was "off by first" by then, and it read "on":
                [3, 4] second at revision 4, Done: reads alice = "on"; writes bob := "off by second"
                [3, 4] first at revision 3, Done: reads bob = "on"; writes alice := "off by first"
            """,
        ]);
    }

    private static IReadOnlyList<string> Violations(int seed, BankBug bug)
    {
        var bank = new SimulatedBank(seed, bug);
        var transactions = bank.Run(100);
        return [.. Serializability.Violations(transactions), .. Serializability.WrongTotals(transactions, bank.Accounts, SimulatedBank.Balance, SimulatedBank.Total)];
    }
}
