namespace Sampan.Kubernetes.Yaml;

/// <summary>Resolves one document's node tree and pushes its data: expands aliases and merges, turns keys into strings.</summary>
internal sealed class YamlTreeReader(YamlDialect dialect, IDataSink sink)
{
    private readonly YamlAliasGuard _aliases = new();
    private readonly Stack<YamlMappingEntries> _free = new();

    public void Read(YamlNode node)
    {
        _aliases.Count(node);
        switch (node.Kind)
        {
            case YamlNodeKind.Alias:
                _aliases.Enter(node);
                Read(node.Target!);
                _aliases.Leave(node);
                break;
            case YamlNodeKind.Mapping:
                ReadMapping(node);
                break;
            case YamlNodeKind.Sequence:
                sink.BeginSequence(node.Children.Count);
                foreach (var item in node.Children)
                {
                    Read(item);
                }

                sink.EndSequence();
                break;
            default:
                ReadScalar(node);
                break;
        }
    }

    private void ReadMapping(YamlNode node)
    {
        var entries = _free.TryPop(out var free) ? free : new YamlMappingEntries(dialect);
        entries.Add(node);
        sink.BeginMapping(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            var (key, value) = entries[i];
            sink.Key(key);
            Read(value);
        }

        sink.EndMapping();
        entries.Clear();
        _free.Push(entries);
    }

    private void ReadScalar(YamlNode node)
    {
        var scalar = YamlTag.Resolve(node, dialect, out var text);
        switch (scalar.Type)
        {
            case YamlScalarType.Null:
                sink.Null();
                break;
            case YamlScalarType.Boolean:
                sink.Boolean(scalar.Boolean);
                break;
            case YamlScalarType.Integer:
                sink.Integer(scalar.Integer);
                break;
            case YamlScalarType.LargeInteger:
                sink.LargeInteger(scalar.LargeInteger);
                break;
            case YamlScalarType.Float:
                sink.Float(scalar.Float);
                break;
            default:
                sink.Text(text);
                break;
        }
    }
}
