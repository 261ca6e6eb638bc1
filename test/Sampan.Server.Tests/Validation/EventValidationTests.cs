namespace Sampan.Server.Tests.Validation;

public sealed class EventValidationTests
{
    private const string Core = """{"metadata":{"name":"e","namespace":"n"},"involvedObject":{"namespace":"n"}}""";
    private const string Complete = """{"metadata":{"name":"e","namespace":"n"},"regarding":{"namespace":"n"},"eventTime":"2026-01-01T00:00:00.000001Z","type":"Normal","reportingController":"a/b","reportingInstance":"i","action":"x","reason":"r"}""";

    [Theory]
    [InlineData("""{"metadata":{"name":"e_1","namespace":"n"},"involvedObject":{"namespace":"n"}}""", "")]
    [InlineData("""{"metadata":{"name":"a/b","namespace":"n"},"involvedObject":{"namespace":"n"}}""", "metadata.name: Invalid value: \"a/b\": may not contain '/'")]
    [InlineData("""{"metadata":{"name":"a/b","namespace":"n"},"involvedObject":{"namespace":"m"}}""", "involvedObject.namespace: Invalid value: \"m\": does not match event.namespace")]
    [InlineData("""{"metadata":{"name":"e","namespace":"n"}}""", "involvedObject.namespace: Invalid value: \"\": does not match event.namespace")]
    [InlineData("""{"metadata":{"name":"e","namespace":"default"}}""", "")]
    [InlineData("""{"metadata":{"name":"e","namespace":"n"},"eventTime":"2026-01-01T00:00:00.000000Z"}""", "involvedObject.namespace: Invalid value: \"\": does not match event.namespace | reportingComponent: Required value | reportingComponent: Invalid value: \"\": name part must be non-empty | reportingComponent: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') | reportingInstance: Required value | action: Required value | reason: Required value")]
    public void Create_CoreEvent_IsHardlyJudged(string body, string expected) => Assert.Equal(expected, Judged.Create("v1", "Event", body));

    [Fact]
    public void Update_CoreEvent_MayChangeAll() =>
        Assert.Equal("", Judged.Update("v1", "Event", Core, """{"metadata":{"name":"e","namespace":"n"},"involvedObject":{"namespace":"n","name":"x"},"reason":"new","count":3}"""));

    [Theory]
    [InlineData(Complete, "")]
    [InlineData("""{"metadata":{"name":"E","namespace":"default"},"type":"Odd","series":{"count":1},"deprecatedCount":1,"deprecatedFirstTimestamp":"2026-01-01T00:00:00Z","deprecatedLastTimestamp":"2026-01-01T00:00:00Z","deprecatedSource":{"component":"c"}}""", "metadata.name: Invalid value: \"E\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*') | series.count: Invalid value: \"\": should be at least 2 | series.lastObservedTime: Required value | eventTime: Required value | type: Invalid value: \"\": has invalid value: Odd | firstTimestamp: Invalid value: \"\": needs to be unset | lastTimestamp: Invalid value: \"\": needs to be unset | count: Invalid value: \"\": needs to be unset | source: Invalid value: \"\": needs to be unset")]
    public void Create_NewEvent_MustBeComplete(string body, string expected) => Assert.Equal(expected, Judged.Create("events.k8s.io/v1", "Event", body));

    [Fact]
    public void Create_NewEventWithLongTexts_IsReported()
    {
        var body = Complete.Replace("\"i\"", $"\"{new string('i', 129)}\"", StringComparison.Ordinal).Replace("\"r\"", $"\"r\",\"note\":\"{new string('n', 1025)}\"", StringComparison.Ordinal);

        Assert.Equal("reportingInstance: Invalid value: \"\": can have at most 128 characters | message: Invalid value: \"\": can have at most 1024 characters", Judged.Create("events.k8s.io/v1", "Event", body));
    }

    [Theory]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"s\"", "reason: Invalid value: \"s\": field is immutable | reason: Invalid value: \"s\": field is immutable")]
    [InlineData("\"regarding\":{\"namespace\":\"n\"}", "\"regarding\":{\"namespace\":\"n\",\"uid\":\"u\"}", "involvedObject: Invalid value: {\"Kind\":\"\",\"Namespace\":\"n\",\"Name\":\"\",\"UID\":\"u\",\"APIVersion\":\"\",\"ResourceVersion\":\"\",\"FieldPath\":\"\"}: field is immutable")]
    [InlineData("00.000001Z", "00.000002Z", "eventTime: Invalid value: \"2026-01-01T00:00:00.000002Z\": field is immutable")]
    [InlineData("\"action\":\"x\"", "\"action\":\"y\",\"note\":\"m\",\"deprecatedCount\":2,\"related\":{\"kind\":\"K\"},\"deprecatedSource\":{\"host\":\"h\"}", "message: Invalid value: \"m\": field is immutable | source: Invalid value: {\"Component\":\"\",\"Host\":\"h\"}: field is immutable | count: Invalid value: 2: field is immutable | action: Invalid value: \"y\": field is immutable | related: Invalid value: {\"Kind\":\"K\",\"Namespace\":\"\",\"Name\":\"\",\"UID\":\"\",\"APIVersion\":\"\",\"ResourceVersion\":\"\",\"FieldPath\":\"\"}: field is immutable")]
    [InlineData("\"type\":\"Normal\"", "\"type\":\"Normal\",\"series\":{\"count\":2,\"lastObservedTime\":\"2026-01-01T00:00:01.000000Z\"}", "")]
    [InlineData("\"type\":\"Normal\"", "\"type\":\"Normal\",\"series\":{\"count\":1,\"lastObservedTime\":\"2026-01-01T00:00:01.000000Z\"}", "series.count: Invalid value: \"\": should be at least 2")]
    public void Update_NewEvent_MayChangeItsSeriesAlone(string part, string changed, string expected) =>
        Assert.Equal(expected, Judged.Update("events.k8s.io/v1", "Event", Complete, Complete.Replace(part, changed, StringComparison.Ordinal)));
}
