using Etcd.Client;

namespace Etcd.Tests.Values;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData(0UL, "0")]
    [InlineData(0x8e9e05c52164694dUL, "8e9e05c52164694d")]
    [InlineData(ulong.MaxValue, "ffffffffffffffff")]
    public void Ids_show_as_etcdctl_shows_them_and_are_read_back(ulong number, string hex)
    {
        new MemberId(number).ToString().ShouldBe(hex);
        MemberId.Parse(hex).ShouldBe(new MemberId(number));
        new ClusterId(number).ToString().ShouldBe(hex);
        ClusterId.Parse(hex).ShouldBe(new ClusterId(number));
        new LeaseId(unchecked((long)number)).ToString().ShouldBe(hex);
        LeaseId.Parse(hex).ShouldBe(new LeaseId(unchecked((long)number)));
    }

    [Fact]
    public void What_is_no_id_is_refused_with_its_text()
        => Should.Throw<FormatException>(() => MemberId.Parse("0xyz")).Message.ShouldContain("'0xyz'");

    [Fact]
    public void Revisions_order_as_numbers()
    {
        var (early, late) = (new Revision(1), new Revision(2));
        early.Next.ShouldBe(late);
        (early < late && late > early && early <= late && late >= early).ShouldBeTrue();
        early.CompareTo(late).ShouldBeNegative();
        late.ToString().ShouldBe("2");
    }
}
