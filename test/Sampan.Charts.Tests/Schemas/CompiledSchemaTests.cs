using System.Text;
using Sampan.Charts.Schemas;

namespace Sampan.Charts.Tests.Schemas;

public sealed class CompiledSchemaTests
{
    private static readonly Dictionary<string, object?> Values = new() { ["a"] = "text" };

    [Fact]
    public void Equal_schemas_are_compiled_once()
    {
        var schema = """{"title":"once","properties":{"a":{"type":"number"}}}""";
        Assert.Same(CompiledSchema.Of(Encoding.UTF8.GetBytes(schema), null), CompiledSchema.Of(Encoding.UTF8.GetBytes(schema), null));
    }

    [Fact]
    public void A_schema_that_leads_to_another_document_is_compiled_each_time_for_that_may_have_changed()
    {
        var schema = """{"title":"outside","properties":{"a":{"$ref":"http://example.test/other.json"}}}"""u8.ToArray();
        Assert.Null(CompiledSchema.Of(schema, static _ => "true"u8.ToArray()).Evaluate(Values));
        Assert.NotNull(CompiledSchema.Of(schema, static _ => "false"u8.ToArray()).Evaluate(Values));
    }

    [Fact]
    public void A_faulty_schema_is_refused_each_time()
    {
        var schema = """{"properties":{"a":{"$ref":"#/nowhere"}}}"""u8.ToArray();
        Assert.Throws<SchemaException>(() => CompiledSchema.Of(schema, null));
        Assert.Throws<SchemaException>(() => CompiledSchema.Of(schema, null));
    }

    [Fact]
    public void Many_threads_judge_by_one_schema_with_dynamic_references()
    {
        var schema = """
            {"$id":"http://example.test/tree","$dynamicAnchor":"node","properties":{"v":{"type":"number"},"next":{"$dynamicRef":"#node"}}}
            """u8.ToArray();
        var fits = new Dictionary<string, object?> { ["next"] = new Dictionary<string, object?> { ["v"] = 1.0 } };
        var fails = new Dictionary<string, object?> { ["next"] = new Dictionary<string, object?> { ["v"] = "x" } };
        Parallel.For(0, 1_000, i => Assert.Equal(i % 2 == 0, CompiledSchema.Of(schema, null).Evaluate(i % 2 == 0 ? fits : fails) is null));
    }
}
