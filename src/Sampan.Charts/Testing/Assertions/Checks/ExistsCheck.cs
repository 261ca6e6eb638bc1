using Sampan.Charts.Testing.ManifestPaths;

namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary><c>exists</c>: there is something at a path, be it a null.</summary>
internal sealed class ExistsCheck(CheckParameters parameters) : DocumentCheck
{
    private readonly string _path = parameters.Text("path");

    protected override IReadOnlyList<string>? Failure(Map document, int index, CheckContext context)
    {
        try
        {
            return ManifestPath.Parse(_path).Find(document).Count > 0 != context.IsNegative ? null : Describe(index, context.IsNegative);
        }
        catch (ManifestPathException exception)
        {
            return FailureText.Error(exception.Message, index);
        }
    }

    protected override IReadOnlyList<string> FailureOfNothing() => Describe(-1, not: false);

    private List<string> Describe(int document, bool not) =>
        [.. document >= 0 ? [$"DocumentIndex:\t{document}"] : Array.Empty<string>(), $"Path:\t{_path} expected to {(not ? "NOT " : "")}exists"];
}
