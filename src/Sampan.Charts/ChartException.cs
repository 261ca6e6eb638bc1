namespace Sampan.Charts;

/// <summary>
/// A chart that cannot be loaded, or whose values or templates cannot be processed. The message is Helm's, which names
/// the file and, for templates, line and column; <see cref="Hint"/> says how to mend it where Helm's message does not.
/// </summary>
public class ChartException : Exception
{
    /// <summary>An error with Helm's message and, optionally, what to do about it.</summary>
    public ChartException(string message, string? hint = null, Exception? cause = null)
        : base(message, cause) => Hint = hint;

    /// <summary>What the user can do about it; null when the message says it already.</summary>
    public string? Hint { get; }
}
