using Sampan.Charts.Testing.ManifestPaths;

namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary>A check of every value at a path. Without one it fails, unless it must not hold.</summary>
internal abstract class ValueCheck(string path) : DocumentCheck
{
    protected string Path => path;

    protected sealed override IReadOnlyList<string>? Failure(Map document, int index, CheckContext context)
    {
        IReadOnlyList<object?> values;
        try
        {
            values = ManifestPath.Parse(path).Find(document);
        }
        catch (ManifestPathException exception)
        {
            return FailureText.Error(exception.Message, index);
        }

        if (values.Count == 0)
        {
            return context.IsNegative ? null : FailureText.Error($"unknown path {path}", index);
        }

        List<string> failure = [];
        var failed = false;
        for (var i = 0; i < values.Count && !(failed && context.FailFast); i++)
        {
            if (Failure(values[i], new ValuePlace(index, i), context) is { } lines)
            {
                failed = true;
                failure.AddRange(lines);
            }
        }

        return failed ? failure : null;
    }

    /// <summary>What to tell of one value; null when it passes.</summary>
    protected abstract IReadOnlyList<string>? Failure(object? value, ValuePlace place, CheckContext context);
}

/// <summary>Which document a value is in, and which of the path's values it is, both from 0.</summary>
internal readonly record struct ValuePlace(int Document, int Value);
