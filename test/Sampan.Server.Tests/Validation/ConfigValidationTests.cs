using System.Text;

namespace Sampan.Server.Tests.Validation;

public sealed class ConfigValidationTests
{
    [Fact]
    public void Create_ConfigMapWithAKeyInBothMaps_ReportsItWithTheTexts() => Assert.Equal(
        "data[a]: Invalid value: \"a\": duplicate of key present in binaryData | binaryData[b c]: Invalid value: \"b c\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
        Judged.Create("v1", "ConfigMap", """{"data":{"a":"1"},"binaryData":{"b c":"","a":""}}"""));

    [Fact]
    public void Create_LargeConfigMap_IsReportedAsAWhole() => Assert.Equal(
        "[]: Too long: may not be more than 1048576 bytes",
        Judged.Create("v1", "ConfigMap", $$$"""{"data":{"a":"{{{new string('x', 1024 * 1024)}}}","b":"1"}}"""));

    [Theory]
    [InlineData("kubernetes.io/dockerconfigjson", ".dockerconfigjson", "{\"auths\":{}}", "")]
    [InlineData("kubernetes.io/dockerconfigjson", ".dockerconfigjson", "null", "")]
    [InlineData("kubernetes.io/dockerconfigjson", ".dockerconfigjson", "hello", "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'h' looking for beginning of value")]
    [InlineData("kubernetes.io/dockercfg", ".dockercfg", "", "data[.dockercfg]: Invalid value: \"<secret contents redacted>\": unexpected end of JSON input")]
    [InlineData("kubernetes.io/dockercfg", ".dockercfg", "[1]", "data[.dockercfg]: Invalid value: \"<secret contents redacted>\": json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("kubernetes.io/dockercfg", ".dockercfg", "\"x\"", "data[.dockercfg]: Invalid value: \"<secret contents redacted>\": json: cannot unmarshal string into Go value of type map[string]interface {}")]
    [InlineData("kubernetes.io/dockercfg", "other", "{}", "data[.dockercfg]: Required value")]
    [InlineData("kubernetes.io/ssh-auth", "ssh-privatekey", "", "data[ssh-privatekey]: Required value")]
    [InlineData("kubernetes.io/basic-auth", "password", "", "")]
    [InlineData("kubernetes.io/tls", "tls.crt", "x", "data[tls.key]: Required value")]
    public void Create_SecretOfAType_MustHoldWhatTheTypeSays(string type, string key, string content, string expected) => Assert.Equal(
        expected,
        Judged.Create("v1", "Secret", $$$"""{"type":"{{{type}}}","data":{"{{{key}}}":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(content))}}}"}}"""));

    [Fact]
    public void Update_ImmutableSecret_IsReportedBeforeItsContent() => Assert.Equal(
        "type: Invalid value: \"kubernetes.io/tls\": field is immutable | immutable: Forbidden: field is immutable when `immutable` is set | data: Forbidden: field is immutable when `immutable` is set | data[tls.crt]: Required value | data[tls.key]: Required value",
        Judged.Update("v1", "Secret", """{"type":"Opaque","immutable":true,"data":{"a":"MQ=="}}""", """{"type":"kubernetes.io/tls"}"""));
}
