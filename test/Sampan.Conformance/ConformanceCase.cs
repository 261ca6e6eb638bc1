namespace Sampan.Conformance;

/// <summary>One case: a name that is unique within its area, and how to run it.</summary>
internal sealed record ConformanceCase(string Name, Func<CancellationToken, ValueTask<Outcome>> RunAsync)
{
    /// <summary>A case whose run is a plain computation.</summary>
    public static ConformanceCase Of(string name, Func<Outcome> run) => new(name, _ => ValueTask.FromResult(run()));
}
