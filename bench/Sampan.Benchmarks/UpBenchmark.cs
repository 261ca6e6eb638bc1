using System.Globalization;

namespace Sampan.Benchmarks;

/// <summary>How long <c>sampan up</c> takes until everything is ready, in a new folder, and what memory the fleet then uses.</summary>
internal static class UpBenchmark
{
    public static int Run(string[] args)
    {
        var executable = args[0];
        var clusters = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
        var nodes = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 10;
        var runs = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 5;

        // The first run reads the executable from the disk.
        new FleetProcess(executable, clusters, nodes).Dispose();
        List<double> seconds = [];
        List<double> resident = [];
        List<double> peak = [];
        for (var i = 0; i < runs; i++)
        {
            using var fleet = new FleetProcess(executable, clusters, nodes);
            seconds.Add(fleet.UntilReady.TotalSeconds);
            resident.Add(fleet.ResidentMebibytes);
            peak.Add(fleet.PeakMebibytes);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"benchmark":"up","clusters":{{clusters}},"nodes":{{nodes}},"runs":{{runs}},"secondsToReady":{{Median(seconds):0.00}},"residentMebibytes":{{Median(resident):0}},"peakMebibytes":{{Median(peak):0}}}"""));
        return 0;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
