using Etcd.Client.Transport;

namespace Etcd.Tests.Transport;

public sealed class FrameReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Messages_are_cut_out_whatever_pieces_they_come_in(int piece)
    {
        int[] lengths = [0, 1, 20_000, 5, 70_000, 0];
        using var body = new MemoryStream();
        foreach (var length in lengths)
        {
            body.Write([0, 0, (byte)(length >> 16), (byte)(length >> 8), (byte)length]);
            body.Write([.. Enumerable.Range(0, length).Select(i => (byte)i)]);
        }
        using var reader = new FrameReader(new Pieces(body.ToArray(), piece), 100_000);
        foreach (var length in lengths)
        {
            var message = (await reader.ReadAsync(Token)).ShouldNotBeNull();
            message.ToArray().ShouldBe(Enumerable.Range(0, length).Select(i => (byte)i));
        }
        (await reader.ReadAsync(Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 1 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 })]
    public async Task A_body_cut_short_or_compressed_is_no_answer(byte[] body)
    {
        using var reader = new FrameReader(new MemoryStream(body), 100);
        await Should.ThrowAsync<InvalidDataException>(async () => await reader.ReadAsync(Token));
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_before_it_is_read()
    {
        using var reader = new FrameReader(new MemoryStream([0, 0xFF, 0xFF, 0xFF, 0xFF]), 100);
        (await Should.ThrowAsync<MessageTooLargeException>(async () => await reader.ReadAsync(Token))).Message.ShouldContain("4294967295 bytes");
    }

    private sealed class Pieces(byte[] all, int most) : MemoryStream(all)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
