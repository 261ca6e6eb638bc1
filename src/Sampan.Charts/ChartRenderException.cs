namespace Sampan.Charts;

/// <summary>A chart whose templates fail, or make something that is no manifest: its values and dependencies were right.</summary>
public sealed class ChartRenderException : ChartException
{
    /// <summary>An error with Helm's message and, optionally, what to do about it.</summary>
    public ChartRenderException(string message, string? hint = null, Exception? cause = null)
        : base(message, hint, cause)
    {
    }
}
