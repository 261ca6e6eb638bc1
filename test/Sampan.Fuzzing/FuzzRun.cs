using System.Diagnostics;
using System.Globalization;

namespace Sampan.Fuzzing;

/// <summary>Gives targets random input in turn, for a time, and prints how much it was and what was found.</summary>
internal sealed class FuzzRun(IReadOnlyList<IFuzzTarget> targets, int seed)
{
    private const int MaximumFindings = 20;
    private const long MaximumMemory = 2L << 30;
    private static readonly TimeSpan MaximumTime = TimeSpan.FromSeconds(60);
    private readonly long[] _inputs = new long[targets.Count];
    private readonly long[] _taken = new long[targets.Count];
    private volatile string _input = "";
    private volatile IFuzzTarget? _current;
    private long _started;
    private int _findings;

    /// <summary>Runs and gives the exit code: 1 when anything was found.</summary>
    public int For(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        using var watch = new Timer(_ => Watch(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        for (var round = 0; clock.Elapsed < time && _findings < MaximumFindings; round++)
        {
            var target = round % targets.Count;

            // Each round has a random stream of its own, so that it can be repeated alone.
            Run(target, new Random(HashCode(seed, round)), round);
        }

        for (var i = 0; i < targets.Count; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{targets[i].Name}: {_inputs[i]} inputs, of which {_taken[i]} were taken"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_inputs.Sum()} inputs in {clock.Elapsed.TotalMinutes:0.0} minutes, {_findings} findings, seed {seed}, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB"));
        return _findings > 0 ? 1 : 0;
    }

    private void Run(int target, Random random, int round)
    {
        _current = targets[target];
        Volatile.Write(ref _started, Stopwatch.GetTimestamp());
        try
        {
            _taken[target] += targets[target].Run(random, input => _input = input) ? 1 : 0;
        }
        catch (Exception exception)
        {
            _findings++;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"FINDING in {targets[target].Name}, round {round}: {exception}\ninput: {_input}"));
        }

        _inputs[target]++;
        _current = null;
    }

    /// <summary>An input that takes too long or too much memory ends the run: there is no other way out of it.</summary>
    private void Watch()
    {
        if (_current is { } target && Stopwatch.GetElapsedTime(Volatile.Read(ref _started)) > MaximumTime)
        {
            End($"FINDING in {target.Name}: no end in {MaximumTime.TotalSeconds} s\ninput: {_input}");
        }

        if (GC.GetTotalMemory(forceFullCollection: false) > MaximumMemory)
        {
            End($"FINDING in {_current?.Name}: more than {MaximumMemory >> 20} MiB\ninput: {_input}");
        }
    }

    private static void End(string finding)
    {
        Console.WriteLine(finding);
        Environment.Exit(1);
    }

    private static int HashCode(int seed, int round) => unchecked(seed * 1_000_003 + round);
}
