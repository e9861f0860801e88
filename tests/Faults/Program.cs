using System.Globalization;
using Etcd.Testing;
using Faults.Campaigns;
using Faults.Crash;
using Faults.Soak;
using Faults.Truth;

// a campaign by its name, or a part of one that needs a process of its own; everything else is for the runner of the tests
switch (args)
{
    case ["soak", ..]:
        return await SoakCommand.RunAsync(args[1..]);
    case ["faults", ..]:
        return await CampaignCommand.RunAsync(args[1..]);
    case ["truth", ..]:
        return await TruthCommand.RunAsync(args[1..]);
    case ["crash", string times, string seed]:
        await new CrashRun(int.Parse(seed, CultureInfo.InvariantCulture)).RunAsync(int.Parse(times, CultureInfo.InvariantCulture), Console.Out.WriteLine, CancellationToken.None);
        return 0;
    case ["write", string path]:
        return await CrashWriter.RunAsync(path);
    default:
        return ChildHost.Is(args) ? await ChildHost.RunAsync(args, PauseWork.Scenarios) : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}
