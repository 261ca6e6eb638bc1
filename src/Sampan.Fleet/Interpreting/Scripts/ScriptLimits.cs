namespace Sampan.Fleet.Interpreting.Scripts;

/// <summary>What one run of a script may use at most.</summary>
/// <param name="Time">How long it may run.</param>
/// <param name="MemoryBytes">How much memory it may hold.</param>
public sealed record ScriptLimits(TimeSpan Time, long MemoryBytes)
{
    /// <summary>One second, as upstream, and 64 MiB.</summary>
    public static readonly ScriptLimits Default = new(TimeSpan.FromSeconds(1), 64 << 20);
}
