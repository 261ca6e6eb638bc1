using Sampan.Server.Auditing;
using Sampan.Server.Authentication;
using Sampan.Server.Authorization;

namespace Sampan.Server.Tests.Auditing;

public sealed class AuditPolicyTests
{
    private const string Head = "apiVersion: audit.k8s.io/v1\nkind: Policy\n";
    private static readonly UserInfo Jane = new("jane", ["dev", UserInfo.Authenticated]);

    [Theory]
    [InlineData("{level: Request}", AuditLevel.Request)]
    [InlineData("{level: Request, users: [joe]}", AuditLevel.None)]
    [InlineData("{level: Request, userGroups: [dev]}", AuditLevel.Request)]
    [InlineData("{level: Request, verbs: [list]}", AuditLevel.None)]
    [InlineData("{level: Request, namespaces: [prod]}", AuditLevel.Request)]
    [InlineData("{level: Request, namespaces: ['']}", AuditLevel.None)]
    [InlineData("{level: Request, resources: [{group: ''}]}", AuditLevel.Request)]
    [InlineData("{level: Request, resources: [{group: apps}]}", AuditLevel.None)]
    [InlineData("{level: Request, resources: [{group: '', resources: [pods]}]}", AuditLevel.None)]
    [InlineData("{level: Request, resources: [{group: '', resources: [pods/log]}]}", AuditLevel.Request)]
    [InlineData("{level: Request, resources: [{group: '', resources: ['pods/*']}]}", AuditLevel.Request)]
    [InlineData("{level: Request, resources: [{group: '', resources: ['*/log']}]}", AuditLevel.Request)]
    [InlineData("{level: Request, resources: [{group: '', resources: ['*']}]}", AuditLevel.Request)]
    [InlineData("{level: Request, resources: [{group: '', resources: ['*'], resourceNames: [web]}]}", AuditLevel.Request)]
    [InlineData("{level: Request, resources: [{group: '', resources: ['*'], resourceNames: [db]}]}", AuditLevel.None)]
    [InlineData("{level: Request, nonResourceURLs: ['*']}", AuditLevel.None)]
    [InlineData("{level: Metadata, verbs: [get]}\n- {level: Request}", AuditLevel.Metadata)]
    public void Judge_Resource_TheFirstRuleThatMatchesDecides(string rule, AuditLevel expected)
    {
        var access = AccessRequest.OfResource(Jane, "get", "", "pods", "log", "prod", "web");

        var scope = AuditPolicy.Parse($"{Head}rules:\n- {rule}").Judge(new AuditSubject(Jane, "get", "/api/v1/namespaces/prod/pods/web/log", "v1", access));

        Assert.Equal(expected, scope.Level);
    }

    [Theory]
    [InlineData("{level: Metadata, nonResourceURLs: [/healthz]}", AuditLevel.None)]
    [InlineData("{level: Metadata, nonResourceURLs: ['/api*']}", AuditLevel.Metadata)]
    [InlineData("{level: Metadata, resources: [{group: ''}]}", AuditLevel.None)]
    public void Judge_Path_MatchesPathsOnly(string rule, AuditLevel expected) =>
        Assert.Equal(expected, AuditPolicy.Parse($"{Head}rules:\n- {rule}").Judge(new AuditSubject(Jane, "get", "/apis", "", null)).Level);

    [Fact]
    public void Judge_Omissions_AreThePolicysAndTheRules()
    {
        var policy = AuditPolicy.Parse($"{Head}omitStages: [RequestReceived]\nomitManagedFields: true\nrules:\n- {{level: Metadata, users: [jane], omitManagedFields: false}}\n- {{level: Metadata, omitStages: [ResponseStarted]}}");

        var jane = policy.Judge(new AuditSubject(Jane, "get", "/apis", "", null));
        var other = policy.Judge(new AuditSubject(null, "get", "/apis", "", null));

        Assert.Equal((false, 1), (jane.OmitManagedFields, jane.OmitStages.Count));
        Assert.True(other.OmitManagedFields);
        Assert.Equal([AuditStage.RequestReceived, AuditStage.ResponseStarted], other.OmitStages);
    }

    [Theory]
    [InlineData("kind: Policy\napiVersion: audit.k8s.io/v1beta1\nrules: []", "expected kind Policy of audit.k8s.io/v1, found kind \"Policy\" of \"audit.k8s.io/v1beta1\"")]
    [InlineData(Head + "rules: []", "rules: a policy without rules audits nothing; add one, such as \"- level: Metadata\"")]
    [InlineData(Head + "rules:\n- level: All", "rules[0].level: \"All\" is not one of None, Metadata, Request, RequestResponse")]
    [InlineData(Head + "rules:\n- {level: None, omitStages: [End]}", "rules[0].omitStages: \"End\" is not one of RequestReceived, ResponseStarted, ResponseComplete, Panic")]
    [InlineData(Head + "rules:\n- {level: None, nonResourceURLs: [/x], namespaces: [a]}", "rules[0].nonResourceURLs: a rule is about resources or about other paths, not both")]
    public void Parse_Malformed_SaysWhere(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => AuditPolicy.Parse(text)).Message);
}
