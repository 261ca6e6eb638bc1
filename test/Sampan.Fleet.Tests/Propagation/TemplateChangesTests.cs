using Sampan.Controllers.Runtime;
using Sampan.Fleet.Propagation;

namespace Sampan.Fleet.Tests.Propagation;

public sealed class TemplateChangesTests
{
    private const string Claim = "'labels':{'propagationpolicy.karmada.io/permanent-id':'x'},'annotations':{'propagationpolicy.karmada.io/name':'p','propagationpolicy.karmada.io/namespace':'shop'}";

    [Theory]
    [InlineData("'resourceVersion':'1'", "'resourceVersion':'2'", false, false)]
    [InlineData("'generation':1", "'generation':2," + Claim, true, false)]
    [InlineData("'labels':{'a':'1'}", "'labels':{'a':'2'}", true, true)]
    public void Is_MetadataChange_TellsWhoseItIs(string before, string after, bool isOfSpecification, bool isByUser)
    {
        var change = new ObjectChange(Samples.Deployment(before), Samples.Deployment(after));

        Assert.Equal(isOfSpecification, TemplateChanges.IsOfSpecification(change));
        Assert.Equal(isByUser, TemplateChanges.IsByUser(change));
    }

    [Fact]
    public void Is_NewTemplate_IsAUsersChange()
    {
        var change = new ObjectChange(null, Samples.Deployment());

        Assert.True(TemplateChanges.IsOfSpecification(change));
        Assert.True(TemplateChanges.IsByUser(change));
    }
}
