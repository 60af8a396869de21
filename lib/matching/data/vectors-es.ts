/**
 * Spanish words by their English ones, so that a claim in one language is found in the other and the word vectors serve
 * both. Common words of news that do not look alike; look-alikes follow rules (`../terms.ts`). `spanish=english`.
 */
export const SPANISH = `
abogado=lawyer abril=april acuerdo=agreement acusar=accuse aduana=customs agosto=august agua=water alcalde=mayor alcaldesa=mayor alemania=germany
aliado=ally alimento=food alto=high alumno=student amenaza=threat amigo=friend ano=year anunciar=announce apoyar=support apoyo=support apuntar=point
arbol=tree arma=weapon armado=armed asesinar=murder asesinato=murder atacar=attack ataque=attack aumentar=increase aumento=increase autobus=bus avion=plane
ayuda=help ayudar=help ayuntamiento=council bajar=lower banco=bank barco=ship barrio=neighborhood bosque=forest brasil=brazil buque=ship buscar=seek
caer=fall calle=street camara=chamber camion=truck campana=campaign canciller=minister carcel=prison carretera=road casa=house causar=cause cerrar=close
cierre=closure ciudad=city ciudadano=citizen coche=car comenzar=begin comercio=trade comida=food comprar=buy compra=purchase condena=sentence condenar=sentence
consejo=council construir=build contratar=hire contrato=contract corte=court costa=coast crear=create crecer=grow crecimiento=growth crimen=crime cuerpo=body
dano=damage deber=owe decreto=decree dejar=leave delincuencia=crime delito=crime demanda=lawsuit deporte=sport derecho=right derrota=defeat desempleo=unemployment
despedir=fire despido=dismissal desplegar=deploy despliegue=deployment detener=arrest detencion=arrest detenido=arrested deuda=debt diario=newspaper diciembre=december
dinero=money director=director diputado=deputy disparar=shoot disparo=shot droga=drug edificio=building ejercito=army elegir=elect embarcacion=boat empezar=begin
empleado=employee empleo=job empresa=company encontrar=find enero=january enfermedad=disease enfermo=ill ensenar=teach entregar=hand entrenar=train enviar=send
escuela=school espana=spain espia=spy estado=state estudiante=student estudio=study europa=europe exigir=demand exito=success extranjero=foreign fabrica=factory
fallecer=die febrero=february fiscal=prosecutor fiscalia=prosecutor francia=france frontera=border fuego=fire fuerza=force fuga=leak ganar=win gasto=spending
gobierno=government golpe=coup granja=farm guerra=war habitante=resident herido=wounded hermano=brother hijo=son hombre=man huelga=strike huir=flee
impuesto=tax incendio=fire informe=report ingreso=income inglaterra=england invertir=invest investigar=investigate isla=island jefe=chief juez=judge
jugador=player juicio=trial julio=july junio=june justicia=justice lancha=boat lanzar=launch ley=law libre=free libro=book llamar=call llegar=arrive
lluvia=rain luchar=fight lucha=fight maestro=teacher mando=command mar=sea marina=navy marzo=march matar=kill mayo=may mayor=major medico=doctor
medio=media mentir=lie mercado=market mes=month miembro=member militar=military ministro=minister muerte=death muerto=dead mujer=woman mundo=world
narco=trafficker narcotrafico=trafficking negar=deny nino=child nino=child noviembre=november nuevo=new numero=number obra=work octubre=october oficial=official
orden=order pagar=pay pago=payment pais=country pandilla=gang paro=strike partido=party paz=peace pedir=ask peligro=danger pelicula=film perder=lose
perdida=loss periodico=newspaper periodista=journalist permitir=allow pescador=fisherman petroleo=oil piscina=pool pobreza=poverty poder=power policia=police
politica=policy precio=price preso=prisoner prensa=press presupuesto=budget prision=prison producir=produce prohibir=ban promesa=promise prometer=promise
proteger=protect prueba=evidence pueblo=people puente=bridge puerto=port quejarse=complain rechazar=reject rechazo=rejection red=network rehen=hostage reino=kingdom
retirar=withdraw reunion=meeting reunirse=meet rey=king rio=river robar=steal robo=theft rusia=russia saber=know salario=wage salud=health sangre=blood
secuestro=kidnapping seguridad=security selva=jungle semana=week senador=senator septiembre=september sequia=drought sindicato=union sobornar=bribe soborno=bribe
soldado=soldier sospechoso=suspect subir=rise sueldo=wage suelo=soil tierra=land tiroteo=shooting trabajador=worker trabajar=work trabajo=work tratado=treaty
tribunal=court tropa=troops vacuna=vaccine vecino=neighbor vender=sell venta=sale viajar=travel viaje=trip victima=victim vida=life vivienda=housing votar=vote voto=vote vuelo=flight
estadounidense=american estadounidenses=american mexicano=mexican mexico=mexico eeuu=usa
`;
