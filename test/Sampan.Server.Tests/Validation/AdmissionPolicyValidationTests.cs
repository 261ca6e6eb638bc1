using System.Text.Json.Nodes;

namespace Sampan.Server.Tests.Validation;

public sealed class AdmissionPolicyValidationTests
{
    private const string Api = "admissionregistration.k8s.io/v1";
    private const string Rules = """{"resourceRules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"]}]}""";

    [Theory]
    [InlineData("""{"failurePolicy":""}""", "spec.failurePolicy: Unsupported value: \"\": supported values: \"Fail\", \"Ignore\"")]
    [InlineData("""{"paramKind":{"apiVersion":"a/","kind":"A_"}}""", "spec.paramKind.apiVersion: Invalid value: \"a/\": version must be specified | spec.paramKind.kind: Invalid value: \"A_\": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("""{"paramKind":{"apiVersion":"a/b/c","kind":""}}""", "spec.paramKind.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c | spec.paramKind.kind: Required value")]
    [InlineData("""{"matchConstraints":{}}""", "spec.matchConstraints.resourceRules: Required value")]
    [InlineData("""{"variables":[{"name":"a__b","expression":"1"}]}""", "")]
    [InlineData("""{"variables":[{"name":"for","expression":"1"},{"name":" ","expression":" "}]}""", "spec.variables[0].name: Invalid value: \"for\": must be a valid CEL identifier | spec.variables[1].name: Required value: name is not specified | spec.variables[1].expression: Required value: expression is not specified")]
    [InlineData("""{"validations":[{"expression":"1","message":" ","messageExpression":" ","reason":""}]}""", "spec.validations[0].expression: Invalid value: \"1\": must evaluate to bool but got int | spec.validations[0].messageExpression: Invalid value: \" \": must be non-empty if specified | spec.validations[0].message: Invalid value: \" \": must be non-empty if specified | spec.validations[0].reason: Unsupported value: \"\": supported values: \"Forbidden\", \"Invalid\", \"RequestEntityTooLarge\"")]
    [InlineData("""{"validations":[{"expression":"true","message":"a\nb"}]}""", "spec.validations[0].message: Invalid value: \"a\\nb\": must not contain line breaks")]
    [InlineData("""{"auditAnnotations":[{"key":"a","valueExpression":"1"},{"key":"a","valueExpression":""}]}""", "spec.auditAnnotations[0].valueExpression: Invalid value: \"1\": must evaluate to one of [string null_type] but got int | spec.auditAnnotations[1].valueExpression: Required value: valueExpression is not specified | spec.auditAnnotations[1].key: Duplicate value: \"a\"")]
    public void Create_FaultyValidatingPolicy_IsReported(string change, string expected) =>
        Assert.Equal(expected, Judged.Create(Api, "ValidatingAdmissionPolicy", Spec($"{{\"matchConstraints\":{Rules},\"validations\":[{{\"expression\":\"true\"}}]}}", change)));

    [Theory]
    [InlineData("""{"mutations":[]}""", "spec.mutations: Required value: mutations must contain at least one item")]
    [InlineData("""{"mutations":[{"patchType":"JSONPatch","applyConfiguration":{"expression":"Object{}"}}]}""", "spec.mutations[0].jsonPatch: Required value: must be specified when patchType is JSONPatch | spec.mutations[0].applyConfiguration: Invalid value: \"{applyConfiguration}\": must not be specified when patchType is JSONPatch")]
    [InlineData("""{"mutations":[{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":" "},"jsonPatch":{"expression":"[]"}}]}""", "spec.mutations[0].applyConfiguration.expression: Required value | spec.mutations[0].jsonPatch: Invalid value: \"{jsonPatch}\": must not be specified when patchType is ApplyConfiguration")]
    [InlineData("""{"mutations":[{"patchType":"JSONPatch","jsonPatch":{"expression":" 1 "}}]}""", "spec.mutations[0].jsonPatch.expression: Invalid value: \"1\": must evaluate to list(JSONPatch) but got int")]
    [InlineData("""{"reinvocationPolicy":"Often"}""", "spec.reinvocationPolicy: Unsupported value: \"Often\": supported values: \"IfNeeded\", \"Never\"")]
    public void Create_FaultyMutatingPolicy_IsReported(string change, string expected) => Assert.Equal(
        expected,
        Judged.Create(Api, "MutatingAdmissionPolicy", Spec($"{{\"matchConstraints\":{Rules},\"reinvocationPolicy\":\"Never\",\"mutations\":[{{\"patchType\":\"JSONPatch\",\"jsonPatch\":{{\"expression\":\"[JSONPatch{{op: 'remove', path: '/a'}}]\"}}}}]}}", change)));

    [Theory]
    [InlineData("ValidatingAdmissionPolicyBinding", """{"paramRef":{"name":"a/b","selector":{},"parameterNotFoundAction":"Maybe"}}""", "spec.paramRef.name: Invalid value: \"a/b\": may not contain '/' | spec.paramRef.name: Forbidden: name and selector are mutually exclusive | spec.paramRef.selector: Forbidden: name and selector are mutually exclusive | spec.paramRef.parameterNotFoundAction: Unsupported value: \"Maybe\": supported values: \"Deny\", \"Allow\"")]
    [InlineData("ValidatingAdmissionPolicyBinding", """{"paramRef":{}}""", "spec.paramRef: Required value: one of name or selector must be specified | spec.paramRef.parameterNotFoundAction: Required value")]
    [InlineData("MutatingAdmissionPolicyBinding", """{"matchResources":{"resourceRules":[{"operations":["DELETE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"],"resourceNames":["a","a"]}]}}""", "spec.matchResources.resourceRules[0].resourceNames[1]: Duplicate value: \"a\" | spec.matchResources.resourceRules.operations: Unsupported value: \"DELETE\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"UPDATE\"")]
    [InlineData("ValidatingAdmissionPolicyBinding", """{"validationActions":["Deny","Deny"]}""", "spec.validationActions[1]: Duplicate value: \"Deny\"")]
    public void Create_FaultyBinding_IsReported(string kind, string change, string expected) =>
        Assert.Equal(expected, Judged.Create(Api, kind, Spec("""{"policyName":"p","validationActions":["Deny"]}""", kind.StartsWith('M') ? change.Insert(1, "\"validationActions\":null,") : change)));

    [Fact]
    public void Status_Faults_AreReported() => Assert.Equal(
        "status.typeChecking.expressionWarnings[0].warning: Required value | status.typeChecking.expressionWarnings[0].fieldRef: Required value | status.conditions[0].type: Invalid value: \"-\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') | status.conditions[0].status: Unsupported value: \"Maybe\": supported values: \"False\", \"True\", \"Unknown\" | status.conditions[0].observedGeneration: Invalid value: -1: must be greater than or equal to zero | status.conditions[0].lastTransitionTime: Required value: must be set | status.conditions[0].reason: Required value: must be set",
        Judged.Status(Api, "ValidatingAdmissionPolicy", "{}", """{"status":{"typeChecking":{"expressionWarnings":[{}]},"conditions":[{"type":"-","status":"Maybe","observedGeneration":-1}]}}"""));

    private static string Spec(string spec, string change)
    {
        var whole = JsonNode.Parse(spec)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            whole[name] = value?.DeepClone();
        }

        return new JsonObject { ["metadata"] = new JsonObject { ["name"] = "x" }, ["spec"] = whole }.ToJsonString();
    }
}
