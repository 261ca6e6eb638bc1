using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm;

/// <summary>A command of Helm's.</summary>
internal interface IHelmCommand
{
    /// <summary>The words that name it.</summary>
    string Name { get; }

    /// <summary>Its flags, beside the global ones.</summary>
    IEnumerable<Flag> Flags { get; }

    /// <summary>Runs it; gives the exit code.</summary>
    ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken);
}
