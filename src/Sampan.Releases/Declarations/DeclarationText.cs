using Sampan.Kubernetes.Yaml;
using Sampan.Releases.Declarations.Merging;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>A text that is read as (part of) a declaration, and where its lines stand in the user's file.</summary>
internal sealed record DeclarationText(string File, string Text, int LinesBefore)
{
    /// <summary>The documents of the text, joined: lists append, later values win.</summary>
    /// <exception cref="DeclarationException">The text is no YAML, or no mapping.</exception>
    public Map Parse()
    {
        try
        {
            Map tree = [];
            foreach (var document in ValueDocuments.ReadAll(Text, YamlDialect.Helmfile))
            {
                tree = document switch
                {
                    Map map => StateMerge.Merge(tree, map, appendLists: true),
                    null => tree,
                    _ => throw new DeclarationException("a declaration is a mapping of keys such as releases and environments", File, LinesBefore + 1, 1),
                };
            }

            return tree;
        }
        catch (YamlSyntaxException exception)
        {
            throw new DeclarationException(exception.Message, File, exception.Line == 0 ? 0 : exception.Line + LinesBefore, exception.Column);
        }
    }

    /// <summary>The text as a release's values, which Helm reads: YAML 1.1, one document.</summary>
    /// <exception cref="DeclarationException">The text is no YAML, or no mapping.</exception>
    public Map ParseValues(string what)
    {
        try
        {
            return ValueDocuments.ReadAll(Text, YamlDialect.Kubernetes) switch
            {
                [] or [null] => [],
                [Map map, ..] => map,
                _ => throw new DeclarationException($"{what} must be a mapping", File, 1, 1),
            };
        }
        catch (YamlSyntaxException exception)
        {
            throw new DeclarationException(exception.Message, File, exception.Line, exception.Column);
        }
    }

    /// <summary>An error about the value at a path, with its line and column where the text still has them.</summary>
    public DeclarationException Error(string what, FieldPath path)
    {
        var position = YamlPosition.Find(Text, path.Steps);
        return position is { } found
            ? new DeclarationException($"{path}: {what}", File, found.Line + LinesBefore, found.Column)
            : new DeclarationException($"{path}: {what}", File);
    }
}
