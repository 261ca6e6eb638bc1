namespace Sampan.Kubernetes.Yaml;

/// <summary>How YAML is laid out: the two Go libraries of the Kubernetes world differ.</summary>
public sealed record YamlStyle
{
    /// <summary>sigs.k8s.io/yaml (Kubernetes, Helm's <c>toYaml</c>): lists not indented under their key, long text folded at 80 columns.</summary>
    public static readonly YamlStyle Kubernetes = new()
    {
        IndentsSequences = false,
        Width = 80,
        TabsInBlocks = false,
        KeyOrder = NaturalKeyOrder.Kubernetes,
    };

    /// <summary>yaml.v3 with an indent of two (Helm's <c>toYamlPretty</c>, helmfile's <c>toYaml</c>): lists indented, text never folded.</summary>
    public static readonly YamlStyle Helmfile = new()
    {
        IndentsSequences = true,
        Width = int.MaxValue,
        TabsInBlocks = true,
        KeyOrder = NaturalKeyOrder.Helmfile,
    };

    private YamlStyle()
    {
    }

    /// <summary>The order that keys are written in, where the source has none of its own.</summary>
    public required IComparer<string> KeyOrder { get; init; }

    /// <summary>Whether a list under a key is indented.</summary>
    internal bool IndentsSequences { get; init; }

    /// <summary>The column after which text is folded at a space.</summary>
    internal int Width { get; init; }

    /// <summary>Whether text of many lines keeps its block form when it has tabs.</summary>
    internal bool TabsInBlocks { get; init; }
}
