namespace Sampan.Fuzzing;

/// <summary>What is given random input. It must refuse what is wrong by its documented exceptions, in bounded time and memory.</summary>
internal interface IFuzzTarget
{
    /// <summary>The name, for the report and for running it alone.</summary>
    string Name { get; }

    /// <summary>
    /// Runs one input. What it throws is a finding, and so is a run without end; <paramref name="report"/> receives the
    /// input first, so that it can be shown.
    /// </summary>
    /// <returns>Whether the input was taken, not refused.</returns>
    bool Run(Random random, Action<string> report);
}
