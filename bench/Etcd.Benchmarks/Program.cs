using Etcd.Benchmarks;

// "load" is one measurement in a process of its own, as the Go peer is one; everything else compares the two
return args switch
{
    ["load", string name, string endpoint, string clients, string seconds] => await Load.RunAsync(name, endpoint, clients, seconds),
    [string peer, string runs, string results] => await Comparison.RunAsync(peer, runs, results),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Etcd.Benchmarks PEER RUNS RESULTS.json   (make bench builds the peer and says where)");
    return 2;
}
