using Sampan.Conformance;
using Sampan.Conformance.Api;
using Sampan.Conformance.Charts;
using Sampan.Conformance.Cli;
using Sampan.Conformance.Fleet;
using Sampan.Conformance.Scheduling;
using Sampan.Conformance.Templates;

IConformanceArea[] areas =
[
    new AggregateArea(),
    new BindingStatusArea(),
    new EvictionArea(),
    new FhpaArea(),
    new ApiArea(),
    new KubectlArea(),
    .. ChartAreas.All,
    .. HelmArea.All,
    new InterpreterArea(),
    new MatchingArea(),
    new NamesArea(),
    new OverrideArea(),
    new PlacementArea(),
    new SummaryArea(),
    new WorksArea(),
    new FilterScoreArea(),
    new PreemptionArea(),
    new SequenceArea(),
    new TemplatesArea(),
];

try
{
    var options = RunOptions.Parse(args, RepositoryRoot());
    var chosen = areas.Where(area => options.Area is null || area.Name == options.Area || area.Name.StartsWith(options.Area + "-", StringComparison.Ordinal)).ToList();
    if (chosen.Count == 0 && options.Area is not null)
    {
        throw new FormatException($"no area {options.Area}; there are {string.Join(", ", areas.Select(area => area.Name))}");
    }

    return await new ConformanceRun(options, Console.Out).RunAsync(chosen);
}
catch (FormatException exception)
{
    Console.Error.WriteLine(exception.Message);
    Console.Error.WriteLine(RunOptions.Usage);
    return 2;
}

static string RepositoryRoot()
{
    var folder = AppContext.BaseDirectory;
    while (folder is not null && !File.Exists(Path.Combine(folder, "Sampan.slnx")))
    {
        folder = Path.GetDirectoryName(folder);
    }

    return folder ?? Directory.GetCurrentDirectory();
}
