namespace Sampan.Commands.Flags;

/// <summary>A flag of the tools whose command lines are kept: <c>--name</c>, and <c>-s</c> where it has a short form.</summary>
internal sealed record Flag(string Name, FlagKind Kind, char? Short = null)
{
    /// <summary>What the flag is when it is given without <c>=value</c>; null when a value has to follow.</summary>
    public string? Bare { get; init; } = Kind == FlagKind.Switch ? "true" : null;

    /// <summary>Why a value is not taken; null when it is.</summary>
    public Func<string, string?>? Refuse { get; init; }

    /// <summary>How messages name it.</summary>
    public string Display => Short is { } s ? $"-{s}, --{Name}" : $"--{Name}";
}
