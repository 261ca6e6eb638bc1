using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Server.CustomResources;

namespace Sampan.Server.Tests.CustomResources.Rules;

public class RuleValidatorTests
{
    private const string Spec = """
        {"type":"object","properties":{"spec":{"type":"object",
          "properties":{
            "size":{"type":"integer","x-kubernetes-validations":[{"rule":"self >= oldSelf","message":"may not shrink"}]},
            "name":{"type":"string"},
            "class":{"type":"string","x-kubernetes-validations":[{"rule":"self == oldSelf.orValue(self)","optionalOldSelf":true,"message":"immutable"},{"rule":"self != 'bad'","reason":"FieldValueForbidden","messageExpression":"self + ' is forbidden'"}]},
            "ports":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
              "items":{"type":"object","properties":{"name":{"type":"string"},"port":{"type":"integer"}},
                "x-kubernetes-validations":[{"rule":"self.port == oldSelf.port","message":"port is fixed","fieldPath":".port"}]}},
            "set":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
            "any":{"x-kubernetes-int-or-string":true},
            "at":{"type":"string","format":"date-time"},
            "labels":{"type":"object","additionalProperties":{"type":"string","x-kubernetes-validations":[{"rule":"self.size() < 4"}]}},
            "a-b":{"type":"string"}},
          "x-kubernetes-validations":[
            {"rule":"!has(self.set) || self.set == ['b','a']","message":"set"},
            {"rule":"!has(self.any) || type(self.any) == int ? true : self.any == '50%'","message":"any"},
            {"rule":"!has(self.at) || self.at < timestamp('2030-01-01T00:00:00Z')","message":"at"},
            {"rule":"!has(self.a__dash__b) || self.a__dash__b == 'x'","message":"dash","reason":"FieldValueRequired"}]}}}
        """;

    [Theory]
    [InlineData("""{"size":1}""", """{"size":2}""", "spec.size: Invalid value: 1: may not shrink")]
    [InlineData("""{"size":3}""", """{"size":2}""", null)]
    [InlineData("""{"size":1}""", null, null)]
    [InlineData("""{"class":"b"}""", """{"class":"a"}""", "spec.class: Invalid value: \"b\": immutable")]
    [InlineData("""{"class":"b"}""", null, null)]
    [InlineData("""{"class":"bad"}""", null, "spec.class: Forbidden: bad is forbidden")]
    [InlineData("""{"ports":[{"name":"b","port":1},{"name":"a","port":2}]}""", """{"ports":[{"name":"a","port":1}]}""", "spec.ports[1].port: Invalid value: port is fixed")]
    [InlineData("""{"ports":[{"name":"b","port":1}]}""", """{"ports":[{"name":"a","port":9}]}""", null)]
    [InlineData("""{"set":["a","b"]}""", null, null)]
    [InlineData("""{"set":["a"]}""", null, "spec: Invalid value: set")]
    [InlineData("""{"any":"50%"}""", null, null)]
    [InlineData("""{"any":"51%"}""", null, "spec: Invalid value: any")]
    [InlineData("""{"at":"2031-01-01T00:00:00Z"}""", null, "spec: Invalid value: at")]
    [InlineData("""{"a-b":"y"}""", null, "spec: Required value: dash")]
    [InlineData("""{"labels":{"k":"long"}}""", null, "spec.labels[k]: Invalid value: \"long\": failed rule: self.size() < 4")]
    public void Validate_Rules_AsTheApiServerSaysThem(string spec, string? before, string? expected)
    {
        var causes = Schema(Spec).Validate(Resource(spec), before is null ? null : Resource(before), []);

        Assert.Equal(expected is null ? [] : [expected], causes.Select(cause => $"{cause.Field}: {cause.Message}"));
    }

    [Fact]
    public void Validate_FaultThatWasThereBefore_IsAWarning()
    {
        List<string> warnings = [];

        var causes = Schema(Spec).Validate(Resource("""{"class":"bad","size":2}"""), Resource("""{"class":"bad","size":1}"""), warnings);

        Assert.Empty(causes);
        Assert.Equal(["spec.class: Forbidden: bad is forbidden"], warnings);
    }

    // What a rule sees: null as absent, keywords after a dot, what a schema says of embedded objects' metadata.
    [Theory]
    [InlineData("!has(self.none)")]
    [InlineData("self.namespace == 'n' && self.__namespace__ == 'n'")]
    [InlineData("self.inner.metadata.namespace == 'm'")]
    [InlineData("self.open[0] != self.open[1] && self.open[1] == self.open[2]")]
    public void Validate_WhatARuleSees(string rule)
    {
        var schema = Schema("""
            {"type":"object","properties":{"spec":{"type":"object","x-kubernetes-validations":[{"rule":"RULE"}],"properties":{
            "none":{"type":"integer","nullable":true},"namespace":{"type":"string"},
            "open":{"type":"array","items":{"type":"object","x-kubernetes-preserve-unknown-fields":true}},
            "inner":{"type":"object","x-kubernetes-embedded-resource":true,"properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},
            "metadata":{"type":"object","properties":{"name":{"type":"string"},"generateName":{"type":"string"},"namespace":{"type":"string"}}}}}}}}}
            """.Replace("RULE", rule, StringComparison.Ordinal));

        Assert.Empty(schema.Validate(Resource("""{"none":null,"namespace":"n","open":[{"a":1},{"a":2},{"a":2}],"inner":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","namespace":"m"}}}"""), null, []));
    }

    [Fact]
    public void Validate_InsideOfAnAtomicMap_WhatHasNotChangedIsLetPass()
    {
        var schema = Schema("""{"type":"object","properties":{"spec":{"type":"object","x-kubernetes-map-type":"atomic","properties":{"a":{"type":"string","maxLength":1},"b":{"type":"string","x-kubernetes-validations":[{"rule":"self == oldSelf"}]}}}}}""");

        Assert.Empty(schema.Validate(Resource("""{"a":"long","b":"x","c":1}"""), Resource("""{"a":"long","b":"x","c":2}"""), []));
        Assert.Equal(["spec.b"], schema.Validate(Resource("""{"b":"y"}"""), Resource("""{"b":"x"}"""), []).Select(cause => cause.Field));
    }

    [Fact]
    public void Validate_ErrorsShowTheTypeOfTheSchema()
    {
        var schema = Schema("""{"type":"object","properties":{"spec":{"type":"object","properties":{"n":{"type":"number","x-kubernetes-validations":[{"rule":"1 / int(self) == 1"}]},"x":{"x-kubernetes-int-or-string":true,"x-kubernetes-validations":[{"rule":"self < 5"}]}}}}}""");

        Assert.Equal(
            ["Invalid value: \"number\": division by zero evaluating rule: 1 / int(self) == 1", "Invalid value: \"\": 'no such overload: _<_(string, int)': call arguments did not match a supported operator, function or macro signature for rule: self < 5"],
            schema.Validate(Resource("""{"n":0,"x":"a"}"""), null, []).Select(cause => cause.Message));
    }

    [Fact]
    public void Validate_Message_SeesWhatWasThereAsItIs()
    {
        var schema = Schema("""{"type":"object","properties":{"spec":{"type":"object","properties":{"n":{"type":"string","x-kubernetes-validations":[{"rule":"!oldSelf.hasValue() || self == oldSelf.value()","optionalOldSelf":true,"message":"plain","messageExpression":"'was ' + oldSelf.orValue('?')"}]}}}}}""");

        Assert.Equal(["Invalid value: \"b\": plain"], schema.Validate(Resource("""{"n":"b"}"""), Resource("""{"n":"a"}"""), []).Select(cause => cause.Message));
    }

    [Fact]
    public void Validate_TypeIsWrong_RulesAreNotChecked()
    {
        var causes = Schema(Spec).Validate(Resource("""{"class":"bad","size":"x"}"""), null, []);

        Assert.Equal(
            ["spec.size", "<nil>"],
            causes.Select(cause => cause.Field));
        Assert.StartsWith("Invalid value: null: some validation rules were not checked", causes[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_RuleWithoutEnd_IsStopped()
    {
        var numbers = string.Join(',', Enumerable.Range(0, 400));
        var schema = Schema("""{"type":"object","properties":{"spec":{"type":"object","properties":{"l":{"type":"array","items":{"type":"integer"}}},"x-kubernetes-validations":[{"rule":"self.l.all(a, self.l.all(b, self.l.all(c, a + b + c >= 0)))"},{"rule":"false"}]}}}""");

        var cause = Assert.Single(schema.Validate(Resource("{\"l\":[" + numbers + "]}"), null, []));

        Assert.StartsWith("Invalid value: \"object\": 'operation cancelled: actual cost limit exceeded': no further validation rules will be run", cause.Message, StringComparison.Ordinal);
    }

    private static CustomResourceSchema Schema(string schema) => CustomResourceSchema.Parse(JsonElement.Parse(schema));

    private static JsonObject Resource(string spec) => JsonNode.Parse("""{"apiVersion":"a/v1","kind":"W","metadata":{"name":"w"},"spec":""" + spec + "}")!.AsObject();
}
