"""Addresses of the readers' pages. Others rely on them: design them once, never change them."""

from django.urls import path, register_converter

from briefs.site.converters import KeyConverter
from briefs.site.views import about, articles, briefs, claims, dossiers, home, recommendations

register_converter(KeyConverter, "key")

app_name = "site"
urlpatterns = [
    path("", home.home, name="home"),
    path("briefs/", briefs.brief_list, name="briefs"),
    path("briefs/<slug:slug>/", briefs.brief, name="brief"),
    path("briefs/<slug:slug>/editions/<int:number>/", briefs.edition, name="edition"),
    path("claims/", claims.claim_list, name="claims"),
    path("claims/<key:key>/", claims.claim, name="claim"),
    path("recommendations/", recommendations.recommendation_list, name="recommendations"),
    path("recommendations/<key:key>/", recommendations.recommendation, name="recommendation"),
    path("articles/", articles.article_list, name="articles"),
    path("articles/<key:key>/", articles.article, name="article"),
    path("actors/<slug:slug>/", dossiers.actor, name="actor"),
    path("topics/<slug:slug>/", dossiers.topic, name="topic"),
    path("countries/<slug:code>/", dossiers.country, name="country"),
    path("about/", about.about, name="about"),
    path("about/components/", about.components, name="components"),
    path("robots.txt", about.robots, name="robots"),
]
