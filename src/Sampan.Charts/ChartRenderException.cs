using Sampan.Charts.Rendering;

namespace Sampan.Charts;

/// <summary>A chart whose templates fail, or make something that is no manifest: its values and dependencies were right.</summary>
public sealed class ChartRenderException : ChartException
{
    /// <summary>An error with Helm's message and, optionally, what to do about it.</summary>
    public ChartRenderException(string message, string? hint = null, Exception? cause = null)
        : base(message, hint, cause)
    {
    }

    /// <summary>Where the templates were, the one that was rendered first, what it called after it; none when no template is to blame.</summary>
    public IReadOnlyList<TemplateFrame> Frames { get; init; } = [];

    /// <summary>What was rendered: the lines before the failure, or those that are no YAML with their numbers; empty when there is nothing.</summary>
    public string Rendered { get; init; } = "";
}
