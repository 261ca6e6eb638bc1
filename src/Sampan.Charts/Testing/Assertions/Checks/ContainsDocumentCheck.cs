using Sampan.Charts.Testing.ManifestPaths;

namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary>
/// <c>containsDocument</c>: every selected document has the kind, API version and, where given, name and namespace;
/// with <c>any</c>, one of them has. Negated, one that has not is enough, and with <c>any</c> none may.
/// </summary>
internal sealed class ContainsDocumentCheck(CheckParameters parameters) : IManifestCheck
{
    private readonly string _kind = parameters.Text("kind");
    private readonly string _apiVersion = parameters.Text("apiVersion");
    private readonly string _name = parameters.Text("name");
    private readonly string _namespace = parameters.Text("namespace");
    private readonly bool _any = parameters.Flag("any");

    public IReadOnlyList<string>? Failure(CheckContext context)
    {
        if (context.Selected.Count == 0)
        {
            return context.IsNegative ? null : Describe(0, not: false);
        }

        List<string> failure = [];
        for (var i = 0; i < context.Selected.Count; i++)
        {
            if (Matches(context.Selected[i]) == context.IsNegative)
            {
                failure.AddRange(Describe(i, context.IsNegative));
                if (context.FailFast)
                {
                    break;
                }
            }
            else if (_any != context.IsNegative)
            {
                return null;
            }
        }

        return failure.Count == 0 ? null : failure;
    }

    /// <summary>A document without kind or API version counts as having the right one.</summary>
    private bool Matches(Map document) =>
        (document.GetValueOrDefault("kind") is not string kind || kind == _kind)
        && (document.GetValueOrDefault("apiVersion") is not string version || version == _apiVersion)
        && HasText(document, "metadata.name", _name)
        && HasText(document, "metadata.namespace", _namespace);

    private static bool HasText(Map document, string path, string expected) =>
        expected.Length == 0 || ManifestPath.Parse(path).Find(document) is [string text, ..] && text == expected;

    private IReadOnlyList<string> Describe(int document, bool not) => FailureText.Expected(
        not,
        " to contain document",
        $"Kind = {_kind}, apiVersion = {_apiVersion}{(_name.Length > 0 ? $", Name = {_name}" : "")}{(_namespace.Length > 0 ? $", Namespace = {_namespace}" : "")}",
        document: document);
}
