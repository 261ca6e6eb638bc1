using System.Text;

namespace Sampan.Kubernetes.Yaml;

/// <summary>Resolves a scalar node by its tag where it has one, else by its text.</summary>
internal static class YamlTag
{
    private static readonly YamlScalar Text = new(YamlScalarType.Text);

    /// <exception cref="YamlSyntaxException">The text is not of the type that the tag claims.</exception>
    public static YamlScalar Resolve(YamlNode node, YamlDialect dialect, out ReadOnlyMemory<char> text)
    {
        text = node.Characters;
        switch (node.Tag)
        {
            case "":
                return node.Plain ? YamlScalarResolver.Resolve(text.Span, dialect) : Text;
            case "!!binary":
                text = Decode(node).AsMemory();
                return Text;
            case "!!bool" or "!!int" or "!!float" or "!!null" or "!!timestamp":
                return Claimed(node, YamlScalarResolver.Resolve(text.Span, dialect));
            default:
                return Text;
        }
    }

    private static YamlScalar Claimed(YamlNode node, YamlScalar resolved)
    {
        if (resolved.Tag == node.Tag)
        {
            return resolved;
        }

        return (node.Tag, resolved.Type) switch
        {
            ("!!float", YamlScalarType.Integer) => new YamlScalar(YamlScalarType.Float, Float: resolved.Integer),
            ("!!float", YamlScalarType.LargeInteger) => new YamlScalar(YamlScalarType.Float, Float: resolved.LargeInteger),
            _ => throw new YamlSyntaxException($"yaml: cannot decode {resolved.Tag} `{node.Text}` as a {node.Tag}", node.Line, node.Column),
        };
    }

    private static string Decode(YamlNode node)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(node.Text));
        }
        catch (FormatException)
        {
            throw new YamlSyntaxException("yaml: !!binary value contains invalid base64 data", node.Line, node.Column);
        }
    }
}
