using System.Globalization;

namespace Sampan.Charts.Testing.Results;

/// <summary>How many of something passed, failed (some of them with an error) or were skipped.</summary>
internal sealed class Tally
{
    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    private int Errored { get; set; }

    public void Pass(int count = 1) => Passed += count;

    public void Skip() => Skipped++;

    public void Fail(int count = 1) => Failed += count;

    public void FailWithError()
    {
        Failed++;
        Errored++;
    }

    /// <summary>As the plugin sums up: <c>1 failed, 2 passed, 3 total</c>.</summary>
    public string Summary(Func<string, string> asFailure)
    {
        var failed = Failed > 0 ? asFailure(string.Create(CultureInfo.InvariantCulture, $"{Failed} failed, ")) : "";
        var errored = Errored > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Errored} errored, ") : "";
        var skipped = Skipped > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Skipped} skipped, ") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{failed}{errored}{Passed} passed, {skipped}{Passed + Failed + Skipped} total");
    }
}
