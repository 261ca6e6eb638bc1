using Sampan.Charts.Text;

namespace Sampan.Charts.Schemas;

/// <summary>Makes schemas of documents: each place once, references resolved, other documents fetched when one leads there.</summary>
internal sealed class SchemaCompiler(Func<Uri, ReadOnlyMemory<byte>>? fetch)
{
    private readonly Dictionary<string, SchemaDocument> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonSchema> _schemas = new(StringComparer.Ordinal);
    private readonly Lock _compiling = new();

    /// <summary>Whether a reference led out of the first document, so that the result depends on more than its text.</summary>
    public bool UsedOtherDocuments => _documents.Count > 1;

    /// <summary>The schema that a document is; throws <see cref="SchemaException"/>.</summary>
    public JsonSchema Compile(Uri url, object? root)
    {
        var document = _documents[url.OriginalString] = new SchemaDocument(url, root);
        return SchemaAt(document, "");
    }

    /// <summary>
    /// The schema at a place; the same object every time, so that recursive schemas end. Safe for many threads: dynamic
    /// references ask while values are judged.
    /// </summary>
    public JsonSchema SchemaAt(SchemaDocument document, string pointer)
    {
        lock (_compiling)
        {
            return Compiled(document, pointer);
        }
    }

    private JsonSchema Compiled(SchemaDocument document, string pointer)
    {
        var location = $"{document.Url.OriginalString}#{pointer}";
        if (_schemas.TryGetValue(location, out var known))
        {
            return known;
        }

        var schema = _schemas[location] = new JsonSchema(location, document.ResourceAt(pointer));
        switch (document.ValueAt(pointer))
        {
            case bool always:
                schema.Always = always;
                break;
            case Dictionary<string, object?> { Count: 0 }:
                schema.Always = true;
                break;
            case Dictionary<string, object?> keywords:
                new SchemaKeywords(this, document, pointer, keywords).CompileInto(schema);
                break;
            default:
                throw new SchemaException($"{GoText.Quote(location)} is not valid against metaschema: a schema is a boolean or an object");
        }

        return schema;
    }

    /// <summary>The schema that a <c>$ref</c> within <paramref name="from"/> leads to.</summary>
    public JsonSchema Resolve(SchemaResource from, string reference)
    {
        var hash = reference.IndexOf('#');
        var fragment = hash < 0 ? "" : Uri.UnescapeDataString(reference[(hash + 1)..]);
        var address = hash < 0 ? reference : reference[..hash];
        if (!Uri.TryCreate(from.Id, address, out var url))
        {
            throw new SchemaException($"error in parsing {GoText.Quote(reference)}: invalid address");
        }

        var resource = address.Length == 0 ? from : FindResource(url);
        if (fragment.Length == 0 || fragment[0] == '/')
        {
            return SchemaAt(resource.Document, resource.Pointer + fragment);
        }

        return resource.Anchors.TryGetValue(fragment, out var pointer)
            ? SchemaAt(resource.Document, pointer)
            : throw new SchemaException($"anchor in {GoText.Quote($"{resource.Id.OriginalString}#{fragment}")} not found in schema {GoText.Quote(resource.Document.Url.OriginalString)}");
    }

    private SchemaResource FindResource(Uri url)
    {
        var found = _documents.Values.SelectMany(document => document.Resources).FirstOrDefault(resource => resource.Id == url);
        return found ?? Fetch(url).ResourceAt("");
    }

    private SchemaDocument Fetch(Uri url)
    {
        // An unknown URN stands for a schema that only other tools know: it allows everything.
        var data = url.Scheme == "urn" ? "true"u8.ToArray() : fetch?.Invoke(url)
            ?? throw new SchemaException($"failing loading {GoText.Quote(url.OriginalString)}: schemas at other addresses are not fetched here");
        return _documents[url.OriginalString] = new SchemaDocument(url, SchemaData.Parse(data));
    }
}
