namespace Sampan.Kubernetes.Yaml;

/// <summary>Reads YAML text and pushes its data into a sink, resolved as the dialect says.</summary>
public static class YamlReader
{
    /// <summary>Pushes the first document of the text; an empty text is a null.</summary>
    /// <param name="text">The YAML (or JSON) text.</param>
    /// <param name="dialect">How scalars, merges and repeated keys are read.</param>
    /// <param name="sink">Receives the data.</param>
    /// <exception cref="YamlSyntaxException">The text is no YAML, or holds what JSON cannot say.</exception>
    public static void Read(string text, YamlDialect dialect, IDataSink sink)
    {
        if (new YamlComposer(text, dialect).NextDocument() is { } root)
        {
            Push(root, dialect, sink);
        }
        else
        {
            sink.Null();
        }
    }

    /// <summary>Pushes every document of the text, each into the sink that <paramref name="sinkOf"/> gives for its first line.</summary>
    /// <exception cref="YamlSyntaxException">The text is no YAML, or holds what JSON cannot say.</exception>
    public static void ReadAll(string text, YamlDialect dialect, Func<int, IDataSink> sinkOf)
    {
        var composer = new YamlComposer(text, dialect);
        while (composer.NextDocument() is { } root)
        {
            Push(root, dialect, sinkOf(root.Line));
        }
    }

    private static void Push(YamlNode root, YamlDialect dialect, IDataSink sink)
    {
        try
        {
            new YamlTreeReader(dialect, sink).Read(root);
        }
        catch (YamlSyntaxException)
        {
            YamlDecoding.Check(root, dialect);
            throw;
        }
    }
}
