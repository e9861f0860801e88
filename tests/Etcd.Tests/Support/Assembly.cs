using Etcd.Tests;

[assembly: AssemblyFixture(typeof(Etcd34))]
[assembly: AssemblyFixture(typeof(Etcd35))]
