using DemoSite.Backoffice;
using DemoSite.Hosting;
using DemoSite.Images;
using DemoSite.ManagementApi;
using DemoSite.SignIn;

string[] spelled = DemoArguments.Spell(args);
WebApplicationBuilder builder = WebApplication.CreateBuilder(spelled);
builder.AddFourVendors(spelled);
if (!DemoArguments.AreCommand(args) && builder.IsAddressTaken())
{
    return 1;
}

builder.AddDemoHosting();
builder.AddVisionService();
var paths = new DemoPaths(builder.Environment.ContentRootPath, builder.Configuration["DataFolder"], builder.Configuration["PhotosFolder"]);
builder.AddDemoUmbraco(builder.Configuration.GetValue<bool>("reset"), paths).AddDemoImages().AddManagementApi();
builder.AddSignIn(paths);
builder.AddImagingKey(paths);
builder.AddBackofficeClient();

WebApplication app = builder.Build();
if (await app.RunAutoTagCommandAsync(args))
{
    return Environment.ExitCode;
}

app.UseDemoImages();
app.UseStaticFiles();
app.MapSignIn();
app.MapManagementApi();
app.MapBackofficeClient();
await app.RunDemoAsync();
return 0;
