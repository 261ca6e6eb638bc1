namespace Sampan.Templates;

/// <summary>How templates are executed.</summary>
public sealed record ExecutionOptions
{
    /// <summary>No limits of time, the system's clock and randomness, nothing to look up.</summary>
    public static readonly ExecutionOptions Default = new();

    /// <summary>What a key that a map does not have gives.</summary>
    public MissingKey MissingKey { get; init; } = MissingKey.Zero;

    /// <summary>Characters that one template may write, before its execution fails.</summary>
    public int MaximumOutput { get; init; } = 256 << 20;

    /// <summary>Begins the random functions' reproducible stream; null: the system's randomness.</summary>
    public string? Seed { get; init; }

    /// <summary>The clock of <c>now</c>, <c>ago</c> and certificates.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether <c>required</c> and <c>fail</c> only leave their place empty, as <c>helm lint</c> wants.</summary>
    public bool Lint { get; init; }

    /// <summary>
    /// Answers <c>lookup</c>: API version, kind, namespace, name (both may be empty) to the object or list, a
    /// <c>Dictionary&lt;string, object?&gt;</c>. Null: an empty map, as when no cluster is reached.
    /// </summary>
    public Func<string, string, string, string, Dictionary<string, object?>>? Lookup { get; init; }

    /// <summary>Answers <c>getHostByName</c>; null: an empty text.</summary>
    public Func<string, string>? ResolveHost { get; init; }

    /// <summary>Ends the execution when cancelled.</summary>
    public CancellationToken CancellationToken { get; init; }
}

/// <summary>What a key that a map does not have gives.</summary>
public enum MissingKey
{
    /// <summary>The element type's zero value; nothing in a map of anything.</summary>
    Zero,

    /// <summary>An error: <c>map has no entry for key "x"</c>.</summary>
    Error,
}
