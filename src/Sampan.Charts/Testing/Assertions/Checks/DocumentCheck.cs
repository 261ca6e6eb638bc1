namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary>A check that every selected document has to pass.</summary>
internal abstract class DocumentCheck : IManifestCheck
{
    public IReadOnlyList<string>? Failure(CheckContext context)
    {
        if (Refusal is { } refusal)
        {
            return FailureText.Error(refusal);
        }

        if (context.Selected.Count == 0)
        {
            return FailureOfNothing(context.IsNegative);
        }

        List<string> failure = [];
        var failed = false;
        for (var i = 0; i < context.Selected.Count && !(failed && context.FailFast); i++)
        {
            if (Failure(context.Selected[i], i, context) is { } lines)
            {
                failed = true;
                failure.AddRange(lines);
            }
        }

        return failed ? failure : null;
    }

    /// <summary>Why the parameters cannot be used; null when they can.</summary>
    protected virtual string? Refusal => null;

    /// <summary>What to tell of one document; null when it passes.</summary>
    protected abstract IReadOnlyList<string>? Failure(Map document, int index, CheckContext context);

    /// <summary>What to tell when there is no document; null when that passes.</summary>
    protected virtual IReadOnlyList<string>? FailureOfNothing(bool isNegative) => isNegative ? null : FailureOfNothing();

    /// <summary>What to tell when there is no document and there has to be.</summary>
    protected abstract IReadOnlyList<string> FailureOfNothing();
}
