using System.Diagnostics;

namespace Sampan.Conformance;

/// <summary>Runs areas, prints a line per failing case, and holds each against its list of expected failures.</summary>
internal sealed class ConformanceRun(RunOptions options, TextWriter output)
{
    private static readonly TimeSpan CaseLimit = TimeSpan.FromSeconds(60);
    private int _passed;
    private int _failed;
    private int _skipped;
    private int _broken;

    /// <summary>Runs the areas; 0 when every result is the one expected, else 1.</summary>
    public async Task<int> RunAsync(IEnumerable<IConformanceArea> areas)
    {
        foreach (var area in areas)
        {
            await RunAreaAsync(area);
        }

        output.WriteLine($"{_passed} passed, {_failed} failed, {_skipped} skipped");
        return _broken == 0 ? 0 : 1;
    }

    private async Task RunAreaAsync(IConformanceArea area)
    {
        var listPath = Path.Combine(options.ExpectedFailures, area.Name + ".txt");
        var expected = new ExpectedFailureList(listPath);
        List<string> failures = [];
        int passed = 0, skipped = 0;
        var clock = Stopwatch.StartNew();
        foreach (var @case in area.Cases(options.Corpus).Where(c => options.Filter is null || c.Name.Contains(options.Filter, StringComparison.Ordinal)))
        {
            var outcome = await RunCaseAsync(@case);
            switch (outcome.Kind)
            {
                case OutcomeKind.Passed:
                    passed++;
                    if (!options.Update && expected.Contains(@case.Name))
                    {
                        _broken++;
                        output.WriteLine($"UNEXPECTED PASS {area.Name} {@case.Name}: take it off {listPath} (run with --update)");
                    }

                    break;
                case OutcomeKind.Skipped:
                    skipped++;
                    Detail($"SKIP {area.Name} {@case.Name}: {outcome.Reason}");
                    break;
                default:
                    failures.Add(@case.Name);
                    var known = expected.Contains(@case.Name);
                    _broken += known || options.Update ? 0 : 1;
                    var line = $"{(known ? "fail" : "FAIL")} {area.Name} {@case.Name}: {FirstLines(outcome.Reason)}";
                    if (known)
                    {
                        Detail(line);
                    }
                    else
                    {
                        output.WriteLine(line);
                    }

                    break;
            }
        }

        if (options.Update && options.Filter is null)
        {
            ExpectedFailureList.Write(listPath, failures);
        }

        _passed += passed;
        _failed += failures.Count;
        _skipped += skipped;
        output.WriteLine($"{area.Name}: {passed} passed, {failures.Count} failed, {skipped} skipped in {clock.Elapsed.TotalSeconds:0.0} s");
    }

    private void Detail(string line)
    {
        if (!options.Quiet)
        {
            output.WriteLine(line);
        }
    }

    private static async Task<Outcome> RunCaseAsync(ConformanceCase @case)
    {
        using var limit = new CancellationTokenSource(CaseLimit);
        try
        {
            return await Task.Run(() => @case.RunAsync(limit.Token).AsTask(), limit.Token).WaitAsync(CaseLimit);
        }
        catch (Exception exception)
        {
            return Outcome.Failed($"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private static string FirstLines(string reason)
    {
        var oneLine = reason.ReplaceLineEndings("⏎");
        return oneLine.Length <= 400 ? oneLine : oneLine[..400] + "…";
    }
}
