using Etcd.Client;

namespace Etcd.Examples;

internal static class TransactionExample
{
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        // guide: txn
        await client.PutAsync("/counter", "0", ct);
        var now = Op.Get("/counter");
        var increment = new Txn().If(Compare.Value("/counter") == "0").Then(Op.Put("/counter", "1")).Else(now);
        TxnResult first = await client.CommitAsync(increment, ct);
        TxnResult again = await client.CommitAsync(increment, ct);
        Console.WriteLine($"First: {first.Succeeded}; again: {again.Succeeded}, for it is {again.ResultOf(now)?.Value}");
        // end
        // guide: txn-bytes
        await client.PutAsync("/balance", "90", ct);
        TxnResult wrong = await client.CommitAsync(new Txn().If(Compare.Value("/balance").BytesAfter("100")), ct);
        Console.WriteLine($"etcd has \"90\" after \"100\": {wrong.Succeeded}"); // bytes: '9' is after '1'
        // end
        // guide: txn-stm
        await client.PutAsync("/account/a", 80, ct);
        await client.PutAsync("/account/b", 100, ct);
        bool moved = await client.TransactAsync(async (stm, token) =>
        {
            long a = (await stm.GetAsync("/account/a", token))?.Parse<long>() ?? 0;
            long b = (await stm.GetAsync("/account/b", token))?.Parse<long>() ?? 0;
            if (a < 50)
            {
                return false;
            }
            stm.Put("/account/a", a - 50);
            stm.Put("/account/b", b + 50);
            return true;
        }, new StmOptions { OperationPrefix = "/transfers/" }, ct);
        Console.WriteLine($"50 moved: {moved}; a has {(await client.GetAsync("/account/a", ct))?.Value}, b has {(await client.GetAsync("/account/b", ct))?.Value}");
        // end
    }
}
